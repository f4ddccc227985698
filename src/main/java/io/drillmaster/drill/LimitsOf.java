package io.drillmaster.drill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Resolves every clock and limit that a drill leaves open, before the run starts. */
public final class LimitsOf {

  /** A lost lease is noticed by the next sweep of the other masters (checks.md 6). */
  private static final Duration SWEEP = Duration.ofMillis(300);

  private LimitsOf() {}

  /**
   * The limits of a drill on its own target, where only the target itself knows better with default
   * clocks: a standing twin with those of a twin, a stack with those of OpenVidu's template.
   */
  public static Limits of(Drill drill) {
    if (drill.target() instanceof TargetSpec.Twin twin) {
      return of(drill, twin.protocol(), twin.infrastructure());
    }
    if (drill.target() instanceof TargetSpec.Attach attach) {
      return of(drill, attach.entrance().protocol(), attach.entrance().infrastructure());
    }
    boolean isOnAws = drill.target() instanceof TargetSpec.Aws;
    return of(
        drill, ProtocolClocks.REAL, isOnAws ? InfrastructureClocks.AWS : InfrastructureClocks.FAST);
  }

  /** The limits of a drill on a target with these clocks. */
  public static Limits of(
      Drill drill, ProtocolClocks protocol, InfrastructureClocks infrastructure) {
    boolean silent =
        drill.faults().stream().anyMatch(fault -> drill.target().mayFallSilent(fault.kind()));
    Optional<Duration> written =
        drill.timeline().stream()
            .flatMap(
                step -> step instanceof Step.Until until ? until.within().stream() : Stream.empty())
            .findFirst();
    boolean isOfStore = drill.faults().stream().anyMatch(fault -> fault.role() == Role.STORE);
    Auto auto = auto(protocol, infrastructure, silent, isOfStore);
    return new Limits(
        written.orElse(auto.limit()),
        written.isPresent() ? "as written" : auto.why(),
        settling(protocol, silent),
        protocol,
        infrastructure,
        infrastructure.ejection());
  }

  /** Processes of masters start, and balancers find them healthy. */
  private static final Duration BOOT = Duration.ofSeconds(10);

  /** What `within: auto` comes to. */
  private record Auto(Duration limit, String why) {}

  /** One summand of a limit. */
  private record Part(String name, Duration length) {}

  /**
   * The sum of decision D10; notice and first byte only where a fault is silent, the boot of all
   * masters only where the store is struck.
   */
  private static Auto auto(
      ProtocolClocks protocol,
      InfrastructureClocks infrastructure,
      boolean silent,
      boolean isOfStore) {
    Duration none = Duration.ZERO;
    List<Part> parts =
        List.of(
            new Part("notice of silence", silent ? protocol.worstNotice() : none),
            new Part("ejection", infrastructure.ejection()),
            new Part("first byte", silent ? infrastructure.firstByteTimeout() : none),
            new Part("lease", protocol.lease().plus(SWEEP)),
            new Part("boot of the masters", isOfStore ? BOOT : none),
            new Part("close of the evicted", protocol.evictedClose()),
            new Part("join time-out", protocol.joinTimeout()),
            new Part("two retries", protocol.retryEvery().multipliedBy(2)));
    Duration limit = parts.stream().map(Part::length).reduce(none, Duration::plus);
    String sum =
        String.join(
            " + ",
            parts.stream()
                .filter(part -> !part.length().isZero())
                .map(part -> part.name() + " " + Times.text(part.length()))
                .toList());
    return new Auto(limit, "auto: " + sum);
  }

  /** Decision D1: old timers have struck after this. */
  private static Duration settling(ProtocolClocks protocol, boolean silent) {
    Duration settle = silent ? protocol.settleAfterSilence() : protocol.settleAfterCut();
    return settle.compareTo(protocol.hold()) > 0 ? settle : protocol.hold();
  }
}
