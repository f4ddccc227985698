package io.drillmaster.cli.matrix;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Objective;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Selector;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One row of the table.
 *
 * @param name in kebab case, unique
 * @param fault what is injected, once
 * @param mayGoUnfelt whether it may be over before anybody has lost anything
 */
public record Flavour(String name, Fault fault, boolean mayGoUnfelt) {

  /** Long enough to see that all is well, and short: it is waited for in each run. */
  private static final Duration STEADY = Duration.ofSeconds(5);

  /** So much later a master gives up media nodes that are silent to it than peers give it up. */
  private static final Duration MEDIA_PATIENCE = Duration.ofSeconds(10);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** One that somebody must feel. */
  Flavour(String name, Fault fault) {
    this(name, fault, false);
  }

  /**
   * All that the target of a drill can be made to feel, masters first.
   *
   * @param lease after which others may take over what a silent master owns
   */
  public static List<Flavour> all(Duration lease) {
    List<Flavour> all = new ArrayList<>();
    Duration longer = lease.plus(lease.dividedBy(2)).plusSeconds(2);
    for (Role role : Role.values()) {
      for (FaultKind kind : FaultKind.values()) {
        if (kind.befalls(role)) {
          all.addAll(of(kind, role, lease, longer));
        }
      }
    }
    return List.copyOf(all);
  }

  private static List<Flavour> of(FaultKind kind, Role role, Duration lease, Duration longer) {
    Selector one = new Selector.One();
    String name = kind.key() + "-" + word(role);
    return switch (kind) {
      case CRASH -> List.of(new Flavour(name, new Fault.Crash("fault", role, one)));
      case VANISH -> List.of(new Flavour(name, new Fault.Vanish("fault", role, one)));
      case SHUTDOWN -> List.of(new Flavour(name, new Fault.Shutdown("fault", role, one)));
      case FREEZE -> frozen(name, role, lease.dividedBy(2), longer);
      case CUT_OFF, REFUSE -> parted(kind, name, role, longer);
      case FAIL_OVER ->
          List.of(
              new Flavour(name, new Fault.FailOver("fault", role, one, Duration.ZERO), true),
              new Flavour(
                  name + "-losing-a-second",
                  new Fault.FailOver("fault", role, one, Duration.ofSeconds(1)),
                  true));
    };
  }

  /** Shorter than a lease, longer than a lease and, for masters, longer than anybody waits. */
  private static List<Flavour> frozen(String name, Role role, Duration brief, Duration longer) {
    Selector one = new Selector.One();
    List<Flavour> all = new ArrayList<>();
    all.add(new Flavour(name + "-briefly", new Fault.Freeze("fault", role, one, brief), true));
    all.add(new Flavour(name, new Fault.Freeze("fault", role, one, longer)));
    if (role == Role.MASTER) {
      all.add(new Flavour(name + "-for-a-minute", new Fault.Freeze("fault", role, one, MINUTE)));
    }
    return all;
  }

  private static List<Flavour> parted(FaultKind kind, String name, Role role, Duration longer) {
    Selector one = new Selector.One();
    List<Flavour> all = new ArrayList<>();
    for (Role far : Role.values()) {
      boolean talk = role == Role.MASTER || far == Role.MASTER;
      if (talk) {
        boolean isPatient = role == Role.MASTER && far == Role.MEDIA_NODE;
        Duration lasts = isPatient ? longer.plus(MEDIA_PATIENCE) : longer;
        all.add(
            new Flavour(
                name + "-from-" + word(far),
                new Fault.Partition(kind, "fault", role, one, Set.of(far), Fault.Way.BOTH, lasts)));
      }
    }
    all.add(
        new Flavour(
            name + "-from-all",
            new Fault.Partition(
                kind, "fault", role, one, Set.of(Role.values()), Fault.Way.BOTH, longer)));
    return all;
  }

  private static String word(Role role) {
    return role == Role.MEDIA_NODE ? "media-node" : role.key();
  }

  /** What the client feels, how long, and from whom. */
  public String words() {
    String from =
        fault.from().isEmpty()
            ? ""
            : fault.from().size() == Role.values().length
                ? "; from all"
                : fault.from().stream()
                    .map(Role::key)
                    .collect(Collectors.joining(", ", "; from ", ""));
    return fault.kind().felt()
        + from
        + fault.lasts().map(length -> ", for " + Times.text(length)).orElse("");
  }

  /** The drill: the target and load of another, and this fault alone. */
  public Drill drill(Drill base) {
    return new Drill(
        name,
        "Everyone is back after this: %s of one %s.".formatted(words(), fault.role().key()),
        base.target(),
        base.load(),
        timeline(),
        Objective.AFTER_A_FAULT.stream()
            .filter(objective -> !(mayGoUnfelt && objective.metric().isOfFaults()))
            .toList(),
        Set.of(),
        base.strict(),
        base.safety());
  }

  /** Who is frozen for long is to be seen awake again. */
  private List<Step> timeline() {
    List<Step> steps =
        new ArrayList<>(
            List.of(
                new Step.Steady(STEADY), new Step.Inject(fault), new Step.Until(Optional.empty())));
    fault.lasts().filter(MINUTE::equals).map(Step.Wait::new).ifPresent(steps::add);
    steps.add(new Step.Settled());
    return List.copyOf(steps);
  }

  /** Those of these names, in the order of the table. */
  public static List<Flavour> named(List<Flavour> all, List<String> names) {
    return all.stream().filter(each -> names.isEmpty() || names.contains(each.name())).toList();
  }
}
