package io.drillmaster.simulations;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.history.Event;
import io.drillmaster.history.Recorder;
import io.drillmaster.openvidu.BackEnd;
import io.drillmaster.openvidu.RestRequest;
import io.drillmaster.openvidu.Settings;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Reach;
import io.drillmaster.simulations.crew.Crew;
import io.drillmaster.simulations.crew.CrewPlan;
import io.drillmaster.simulations.crew.Seating;
import io.drillmaster.simulations.gatling.Stage;
import io.drillmaster.simulations.worker.WorkerSettings;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A simulation without a drill, as {@code mvn gatling:test} plays it: {@code -Ddrillmaster.url},
 * {@code .sessions} (10), {@code .participantsPerSession} (4), {@code .rampUpSeconds} (5), {@code
 * .signalEverySeconds} (5), {@code .staySeconds} (60), and the secret by environment {@code
 * DRILLMASTER_SECRET}. Nothing is recorded or judged; only Gatling's own report comes of it.
 */
final class Standalone {
  private static final String PREFIX = "drillmaster.";

  private static final Recorder NO_HISTORY =
      new Recorder() {
        @Override
        public void record(Event event) {}

        @Override
        public void close() {}
      };

  private Standalone() {}

  /** Participants of all sessions. */
  static int participants() {
    return number("sessions", 10, 100_000) * number("participantsPerSession", 4, 50);
  }

  /** The time over which all join. */
  static Duration rampUp() {
    return Duration.ofSeconds(number("rampUpSeconds", 5, 3_600));
  }

  /** A stage for this cluster; its curtain is up, and its participants leave by themselves. */
  static Stage stage(OpenVidu.Cluster cluster) {
    Ticker ticker = Ticker.system();
    Crew crew = new Crew(plan(cluster), NO_HISTORY, ticker);
    Stage stage = new Stage(crew, ticker);
    stage.start(ticker.nanos());
    Duration stay = Duration.ofSeconds(number("staySeconds", 60, 3_600));
    Thread curfew = new Thread(() -> endStay(stage, stay), "curfew");
    curfew.setDaemon(true);
    curfew.start();
    return stage;
  }

  private static void endStay(Stage stage, Duration stay) {
    try {
      stage.whenLoaded().join();
      Pause.of(stay);
      stage.crew().endStay();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static CrewPlan plan(OpenVidu.Cluster cluster) {
    String url = first(cluster.baseUrl(), System.getProperty(PREFIX + "url"));
    String secret = first(cluster.password(), System.getenv(WorkerSettings.SECRET));
    if (url == null || secret == null) {
      throw new IllegalArgumentException(
          "no drill is played and no cluster is given: set -D%surl and the environment variable %s,"
                  .formatted(PREFIX, WorkerSettings.SECRET)
              + " or use openvidu.url(...).secret(...)");
    }
    long now = Ticker.system().nanos();
    String run = Long.toString(now & Long.MAX_VALUE, Character.MAX_RADIX);
    AtomicLong ids = new AtomicLong();
    Settings settings =
        new Settings(
            run, ProtocolClocks.REAL, ClientPolicy.OPENVIDU_BROWSER, ids::incrementAndGet, now);
    return new CrewPlan(
        Fronts.of(URI.create(url)),
        RestRequest.authorization(secret),
        settings,
        new Seating(
            run, number("sessions", 10, 100_000), number("participantsPerSession", 4, 50), 1, 1),
        rampUp(),
        Duration.ofSeconds(number("signalEverySeconds", 5, 3_600)),
        true,
        BackEnd.DEADLINE,
        now,
        null,
        Reach.DIRECT);
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }

  private static int number(String key, int usual, int max) {
    String text = System.getProperty(PREFIX + key, Integer.toString(usual));
    try {
      int value = Integer.parseInt(text.strip().toLowerCase(Locale.ROOT));
      if (value >= 0 && value <= max) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw new IllegalArgumentException(
        "-D%s%s=%s is not allowed; use 0 to %d".formatted(PREFIX, key, text, max));
  }
}
