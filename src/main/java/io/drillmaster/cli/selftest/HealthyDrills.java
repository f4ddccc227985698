package io.drillmaster.cli.selftest;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Load;
import io.drillmaster.drill.Objective;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.Selector;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.TargetSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Drills drawn by lot for a cluster without bugs: size, chatter, clocks, faults and their timing
 * vary. Whatever a check fails there is a false alarm. The same number gives the same drill.
 */
final class HealthyDrills {

  /** Beyond it a run is no longer short. */
  private static final int PARTICIPANTS_MAX = 160;

  /** A few are large enough that {@code Balanced} has sockets to count. */
  private static final int PARTICIPANTS_MAX_OF_A_LARGE_ONE = 480;

  /** Deliveries a second that leave two cores idle half of the time. */
  private static final int DELIVERIES_MAX = 600;

  private static final List<Selector> BY_SESSION =
      List.of(new Selector.OwnerOf("busiest"), new Selector.EntryOf("busiest"));

  private static final List<Selector> BY_CHANCE =
      List.of(new Selector.One(), new Selector.One(), new Selector.Busiest());

  private final Random random;
  private final int number;

  private HealthyDrills(int number) {
    this.number = number;
    // Neighbouring seeds begin with much the same numbers.
    this.random = new Random(number * 0x9E3779B97F4A7C15L);
  }

  /** The drill of a number, from 1 on. */
  static Drill drill(int number) {
    return new HealthyDrills(number).draw();
  }

  private Drill draw() {
    boolean isFast = chance(85);
    int balancers = chance(20) ? 2 : 1;
    List<Role> faults = faults(balancers);
    // One of each must stay, whatever comes at once.
    int masters = Math.max(2, count(faults, Role.MASTER) + 1) + random.nextInt(2);
    int mediaNodes = Math.max(2, count(faults, Role.MEDIA_NODE) + 1) + random.nextInt(2);
    return new Drill(
        name(number),
        "A cluster without bugs passes, whatever is drawn by lot.",
        new TargetSpec.Twin(
            masters,
            mediaNodes,
            balancers,
            InfrastructureClocks.FAST,
            isFast ? ProtocolClocks.FAST : ProtocolClocks.REAL,
            List.of(),
            true),
        load(),
        timeline(faults, isFast),
        Objective.AFTER_A_FAULT,
        Set.of(),
        true,
        Safety.TWIN);
  }

  /** Whom the faults hit, one after the other; store and balancer alone in their drill. */
  private List<Role> faults(int balancers) {
    int count = pick(List.of(1, 1, 1, 1, 1, 1, 2, 2, 2, 3));
    if (count == 1 && chance(15)) {
      return List.of(Role.STORE);
    } else if (count == 1 && balancers > 1 && chance(40)) {
      return List.of(Role.BALANCER);
    }
    List<Role> faults = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      faults.add(chance(85) ? Role.MASTER : Role.MEDIA_NODE);
    }
    return faults;
  }

  /** How the drill of a number is called. */
  static String name(int number) {
    return "healthy-%04d".formatted(number);
  }

  private static int count(List<Role> roles, Role role) {
    return (int) roles.stream().filter(role::equals).count();
  }

  private Load load() {
    int members = 2 + random.nextInt(5);
    int most = chance(25) ? PARTICIPANTS_MAX_OF_A_LARGE_ONE : PARTICIPANTS_MAX;
    int sessions = 10 + random.nextInt(most / members - 10);
    Duration every =
        pick(
            List.of(
                Duration.ZERO,
                Duration.ofMillis(300),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5)));
    Duration least =
        Duration.ofMillis(1000L * sessions * members * (members - 1) / DELIVERIES_MAX + 1);
    return new Load(
        "Conference",
        sessions,
        members,
        Duration.ofSeconds(random.nextInt(4)),
        every.isZero() || every.compareTo(least) >= 0 ? every : least,
        chance(90),
        1,
        ClientPolicy.OPENVIDU_BROWSER);
  }

  private List<Step> timeline(List<Role> faults, boolean isFast) {
    List<Step> timeline = new ArrayList<>();
    timeline.add(new Step.Steady(Duration.ofSeconds((isFast ? 3 : 6) + random.nextInt(3))));
    for (int i = 0; i < faults.size(); i++) {
      if (i > 0) {
        timeline.add(
            chance(40)
                ? new Step.Until(Optional.empty())
                : new Step.Wait(Duration.ofMillis(200 + random.nextInt(9_000))));
      }
      timeline.add(new Step.Inject(fault("fault-" + (i + 1), faults.get(i))));
    }
    timeline.add(new Step.Until(Optional.empty()));
    timeline.add(new Step.Settled());
    return timeline;
  }

  private Fault fault(String name, Role role) {
    boolean isCounted = role == Role.MASTER || role == Role.MEDIA_NODE;
    Selector selector =
        isCounted
            ? pick(role == Role.MASTER && chance(20) ? BY_SESSION : BY_CHANCE)
            : new Selector.One();
    int kind = random.nextInt(100);
    if (kind < 40) {
      return new Fault.Crash(name, role, selector);
    } else if (kind < 65) {
      Duration length = Duration.ofMillis(300 + random.nextInt(11_700));
      return new Fault.Freeze(name, role, selector, length);
    } else if (kind < 80 && isCounted) {
      return new Fault.Vanish(name, role, selector);
    }
    return new Fault.Shutdown(name, role, selector);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
