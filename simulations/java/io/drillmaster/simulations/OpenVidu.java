package io.drillmaster.simulations;

import io.drillmaster.simulations.crew.Behaviour;
import io.drillmaster.simulations.crew.Seat;
import io.drillmaster.simulations.gatling.Actions;
import io.drillmaster.simulations.gatling.Stage;
import io.gatling.core.protocol.Protocol;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.ProtocolBuilder;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The OpenVidu DSL for Gatling: {@code import static io.drillmaster.simulations.OpenVidu.openvidu},
 * then {@code exec(openvidu().join(), openvidu().stay(), openvidu().leave())} and {@code
 * .protocols(openvidu)}. In a drill, cluster, secret, number of sessions and everything else come
 * from the drill; without one from {@code -Ddrillmaster.*} and the environment, or from {@link
 * Cluster#url} and {@link Cluster#secret}.
 */
public final class OpenVidu {
  /** The protocol, to be given to {@code protocols(...)}. */
  @SuppressWarnings("ConstantName") // reads as part of the DSL
  public static final Cluster openvidu = new Cluster(null, null);

  private static final OpenVidu STEPS = new OpenVidu();

  private OpenVidu() {}

  /** The steps of a participant, and the size of the load. */
  public static OpenVidu openvidu() {
    return STEPS;
  }

  /**
   * Takes the next seat of the drill (session by session, so that members of one session come
   * together) and joins. Goes on once the participant is in and has proved it, or will never be.
   * From then on, whatever happens to the connection, it behaves as the real client does.
   */
  public ActionBuilder join() {
    return join((seat, usual) -> usual);
  }

  /**
   * The same for a participant that is not the usual one.
   *
   * @param behaviour of a seat, given what is usual in this drill: e.g. the first member of each
   *     session publishes and the others watch
   */
  public ActionBuilder join(BiFunction<Seat, Behaviour, Behaviour> behaviour) {
    return Actions.join(behaviour);
  }

  /** Stays until the drill says leave. */
  public ActionBuilder stay() {
    return Actions.stay();
  }

  /** Stays that long, or until the drill says leave before. */
  public ActionBuilder stay(Duration length) {
    return Actions.stay(length);
  }

  /** Leaves politely. */
  public ActionBuilder leave() {
    return Actions.leave();
  }

  /** How many participants this process has seats for: inject as many users. */
  public int participants() {
    return Stage.current()
        .map(stage -> stage.crew().plan().seats().participants())
        .orElseGet(Standalone::participants);
  }

  /** The time over which all join. */
  public Duration rampUp() {
    return Stage.current().map(stage -> stage.crew().plan().rampUp()).orElseGet(Standalone::rampUp);
  }

  /** All participants of this process, evenly over the drill's {@code rampUp}. */
  public OpenInjectionStep everybody() {
    return rampUp().isZero()
        ? OpenInjectionStep.atOnceUsers(participants())
        : CoreDsl.rampUsers(participants()).during(rampUp());
  }

  /**
   * Which cluster.
   *
   * @param baseUrl of the load balancer; null = the drill's
   * @param password OPENVIDU_SECRET; null = the drill's
   */
  public record Cluster(@Nullable String baseUrl, @Nullable String password)
      implements ProtocolBuilder {

    /** Without a drill: the cluster's base URL. A drill's own wins. */
    public Cluster url(String url) {
      return new Cluster(url, password);
    }

    /** Without a drill: OPENVIDU_SECRET. A drill's own wins. */
    public Cluster secret(String secret) {
      return new Cluster(baseUrl, secret);
    }

    @Override
    public Protocol protocol() {
      return Actions.protocol(() -> Stage.currentOr(() -> Standalone.stage(this))).protocol();
    }

    @Override
    public String toString() {
      return "Cluster[baseUrl=" + baseUrl + ", password=(hidden)]";
    }
  }
}
