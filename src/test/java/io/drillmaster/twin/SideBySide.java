package io.drillmaster.twin;

import io.drillmaster.twin.browser.Tab.Kind;
import io.drillmaster.twin.browser.Tab.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What two clients did on their sockets after a fault: the SDK's steps and a participant's, by name
 * and with the waits between them. Left out is what only one of them does by design: the
 * participant's proofs, candidates, the ping that the SDK still sends at the very moment it gives a
 * silent socket up, and retries of upgrades that the balancer refused, which are a matter of its
 * luck (their waits are compared).
 *
 * @param theirs of the SDK
 * @param mine of the participant
 */
record SideBySide(List<Step> theirs, List<Step> mine) {

  /**
   * How far the same wait of both may differ: a browser, a JVM and eight processes share two cores.
   */
  static final double TOLERANCE_SECONDS = 0.5;

  private static final Set<String> ASIDE =
      Set.of("sendMessage", "onIceCandidate", "receiveVideoFrom", "publishVideo");

  private static final String REDIAL = "OPENING reconnect";

  private static final Set<String> WAITS =
      Set.of(
          "ENDED -> " + REDIAL,
          "ping -> " + REDIAL,
          "UPGRADED -> connect",
          "connect -> ping interval");

  SideBySide {
    theirs = List.copyOf(theirs);
    mine = List.copyOf(mine);
  }

  /** A step that counts. */
  private record Named(String name, double seconds) {}

  List<String> sdk() {
    return names(named(theirs));
  }

  List<String> ours() {
    return names(named(mine));
  }

  /** Whether both have sent such a request. */
  boolean bothSent(String request) {
    return sdk().contains(request) && ours().contains(request);
  }

  /** Waits of both that differ by more than the tolerance, and refused upgrades repeated late. */
  List<String> differences() {
    Map<String, Double> ours = waits(named(mine));
    List<String> wrong = new ArrayList<>();
    waits(named(theirs))
        .forEach(
            (step, wait) -> {
              double own = ours.getOrDefault(step, Double.NaN);
              if (!(Math.abs(own - wait) <= TOLERANCE_SECONDS)) {
                wrong.add("%s: %.2f s of the SDK, %.2f s of ours".formatted(step, wait, own));
              }
            });
    for (List<Step> steps : List.of(theirs, mine)) {
      for (double pause : retryPauses(steps)) {
        if (Math.abs(pause - 3) > TOLERANCE_SECONDS) {
          wrong.add("an upgrade was tried again after %.2f s".formatted(pause));
        }
      }
    }
    return wrong;
  }

  /** Seconds from each step to the next, where the wait is the client's own. */
  private static Map<String, Double> waits(List<Named> steps) {
    Map<String, Double> waits = new TreeMap<>();
    for (int i = 1; i < steps.size(); i++) {
      Named from = steps.get(i - 1);
      Named to = steps.get(i);
      String transition = from.name() + " -> " + to.name();
      if (WAITS.contains(transition)) {
        waits.put(transition, to.seconds() - from.seconds());
      }
    }
    return waits;
  }

  /** From the end of an upgrade that was refused to the next attempt. */
  private static List<Double> retryPauses(List<Step> steps) {
    List<Double> pauses = new ArrayList<>();
    boolean wasUpgraded = true;
    double endedAt = Double.NaN;
    for (Step step : steps) {
      if (step.kind() == Kind.ENDED && !wasUpgraded) {
        endedAt = step.seconds();
      } else if (step.kind() == Kind.UPGRADED) {
        wasUpgraded = true;
      } else if (step.kind() == Kind.OPENING) {
        if (!Double.isNaN(endedAt)) {
          pauses.add(step.seconds() - endedAt);
        }
        wasUpgraded = false;
        endedAt = Double.NaN;
      }
    }
    return pauses;
  }

  /** Requests of the last join, sent until that one, proofs and candidates aside. */
  static List<String> requestsUntil(String last, List<Step> steps) {
    List<String> names = new ArrayList<>();
    for (Step step : steps) {
      String name = name(step);
      if (step.kind() == Kind.OPENING) {
        names.clear();
      } else if (step.kind() == Kind.SENT && (!ASIDE.contains(name) || name.equals(last))) {
        names.add(name);
      }
      if (names.contains(last)) {
        break;
      }
    }
    return names;
  }

  List<String> sdkAfterNotice() {
    return afterNotice(theirs);
  }

  List<String> oursAfterNotice() {
    return afterNotice(mine);
  }

  private static List<String> afterNotice(List<Step> steps) {
    List<String> names = new ArrayList<>();
    boolean isAfter = false;
    for (Step step : steps) {
      String name = name(step);
      if (isAfter && step.kind() == Kind.SENT && !ASIDE.contains(name)) {
        names.add(name);
      }
      isAfter |= name.equals("masterNodeCrashedNotification");
    }
    return names;
  }

  /** Steps without answers, and without upgrades that were refused. */
  private static List<Named> named(List<Step> steps) {
    List<Named> named = new ArrayList<>();
    boolean isOpening = false;
    boolean isPinging = false;
    for (Step step : steps) {
      String name = name(step);
      boolean isRetry = isOpening && (step.kind() == Kind.ENDED || step.kind() == Kind.OPENING);
      boolean isPingAgain = isPinging && name.equals("ping");
      boolean counts =
          step.kind() != Kind.RECEIVED && !isRetry && !isPingAgain && !ASIDE.contains(name);
      isPinging = (isPinging || name.equals("ping")) && !step.text().contains("pong");
      if (step.kind() == Kind.OPENING) {
        isOpening = true;
      } else if (step.kind() == Kind.UPGRADED) {
        isOpening = false;
      }
      if (counts) {
        named.add(new Named(name, step.seconds()));
      }
    }
    return named;
  }

  private static List<String> names(List<Named> steps) {
    return steps.stream().map(Named::name).toList();
  }

  private static String name(Step step) {
    return switch (step.kind()) {
      case OPENING -> step.text().contains("reconnect=true") ? REDIAL : "OPENING";
      case SENT, RECEIVED ->
          step.method().equals("ping") && step.text().contains("interval")
              ? "ping interval"
              : step.method();
      case UPGRADED, ENDED -> step.kind().name();
    };
  }
}
