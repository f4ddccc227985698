package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.TlsFront;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.HistoryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running OpenVidu with a single master behind TLS, of which nothing but its URL is known. */
class AttachIT {
  private static final String NAME = "video.example.test";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration RUN_BOUND = Duration.ofMinutes(2);

  @TempDir static Path home;
  private static TlsFront front;
  private static Program cluster;
  private static Path secret;

  @BeforeAll
  static void standUp() throws Exception {
    front = TlsFront.named(NAME, home);
    cluster =
        Program.start(
            home,
            Map.of(),
            "twin",
            "up",
            "--folder",
            home.resolve("twin").toString(),
            "--masters",
            "1",
            "--media-nodes",
            "1",
            "--protocol",
            "fast",
            "--public-url",
            "https://" + NAME + ":" + front.port());
    front.before(URI.create(cluster.await("base URL +(\\S+)", SOON)));
    cluster.await("stop +Ctrl-C", SOON);
    secret = home.resolve("twin").resolve("secret");
  }

  @AfterAll
  static void end() {
    cluster.close();
    front.close();
  }

  private Path drill(String ca, String secretFrom) throws IOException {
    return Files.writeString(
        home.resolve("by-hand.yaml"),
        """
        drill: by-hand
        proves: Everybody is served through TLS, whatever somebody does by hand.
        target:
          attach:
            url: https://%s:%d
            secretFrom: { %s }
            %s
            connectTo: 127.0.0.1:%d
            clocks: fast
            protocol: fast
        load: { sessions: 4, participantsPerSession: 2, rampUp: 1s, signals: { every: 250ms } }
        timeline:
          - steady: 2s
          - wait: 5s
        """
            .formatted(NAME, front.port(), secretFrom, ca, front.port()));
  }

  private Program program(String... arguments) throws IOException {
    String word = Files.readString(secret).strip();
    return Program.start(
        home,
        Map.of("STAGING_SECRET", word, "XDG_STATE_HOME", home.resolve("state").toString()),
        arguments);
  }

  private Path run() throws IOException {
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      return runs.findFirst().orElseThrow();
    }
  }

  @Test
  void isDrilledThroughTlsAndToldWhatWasDoneByHand() throws Exception {
    String drill = drill("ca: " + front.authority(), "env: STAGING_SECRET").toString();
    try (Program program = program("run", drill, "--out", home.resolve("runs").toString())) {
      program.await("wait", SOON);
      try (Program mark = program("mark", run().toString(), "pulled the cable of nobody")) {
        assertThat(mark.exitCode(SOON)).as(mark.printed()).isEqualTo(ExitCode.PASS);
      }
      assertThat(program.exitCode(RUN_BOUND)).as(program.printed()).isIn(0, 2);
      assertThat(program.printed()).contains("target ATTACH (speaks of this cluster");
    }
    Judgement judgement = VerdictFile.read(Files.readString(run().resolve("verdict.json")));
    assertThat(judgement.verdicts()).noneMatch(verdict -> verdict.result() == Result.FAIL);
    assertThat(judgement.verdict("SignalsDelivered").orElseThrow().result()).isEqualTo(Result.PASS);
    for (String check : List.of("Balanced", "CapacityRestored", "EveryoneReconnected")) {
      assertThat(judgement.verdict(check).orElseThrow().result()).isEqualTo(Result.UNKNOWN);
    }
    List<Event> events = new ArrayList<>();
    HistoryFolder.open(run()).read(each -> events.add(each.event()));
    assertThat(events)
        .anyMatch(
            event ->
                event instanceof HarnessEvent.Marked marked
                    && marked.text().equals("pulled the cable of nobody"));
    assertThat(Files.readString(run().resolve("summary.md"))).contains("pulled the cable");
    assertThat(Files.readString(run().resolve("report.html"))).contains("pulled the cable");
    assertThat(Leaks.ofSecretIn(secret).below(run())).isEmpty();
    try (Program late = program("mark", run().toString(), "too late")) {
      assertThat(late.exitCode(SOON)).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(late.printed()).contains("is over: it has a verdict");
    }
  }

  @Test
  void whoeverDoesNotProveItselfIsNotDrilledUnlessThatIsTyped() throws Exception {
    String drill = drill("", "file: " + secret).toString();
    String runs = home.resolve("runs-refused").toString();
    assertThat(printed(ExitCode.BAD_INPUT, "run", drill, "--out", runs))
        .contains("does not prove that it is this cluster");
    assertThat(Path.of(runs)).doesNotExist();
    assertThat(printed(ExitCode.PASS, "plan", drill, "--insecure"))
        .contains("ATTACH", "--insecure: its certificates were not verified");
    assertThat(printed(ExitCode.PASS, "doctor", drill, "--insecure", "--out", runs))
        .contains("answers and takes the secret");
  }

  /** What the program prints that ends with this code; it touches nothing. */
  private static String printed(int code, String... arguments) {
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed, true);
    assertThat(Main.run(arguments, writer, writer)).as(printed.toString()).isEqualTo(code);
    return printed.toString();
  }
}
