package io.drillmaster.drill;

import io.drillmaster.drill.Bound.Chosen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Makes a timeline of checked values. What is to happen several times, or at random, is written out
 * step by step: whoever reads, approves or judges the drill sees what is done.
 */
final class TimelineBuilder {

  /**
   * A step and where it stands.
   *
   * @param step empty = invalid, which is told already
   */
  record Placed(YamlNode.Place place, String path, Optional<Step> step) {}

  /** Random pauses are no shorter, and no longer than so many times their mean. */
  private static final Duration PAUSE_MIN = Duration.ofSeconds(1);

  private static final int PAUSE_MAX_MEANS = 4;

  private final Bound timeline;
  private final SplittableRandom random;
  private final Map<FaultKind, Integer> named = new HashMap<>();

  /**
   * A builder of this timeline.
   *
   * @param seed of what is left to chance
   */
  TimelineBuilder(Bound timeline, long seed) {
    this.timeline = timeline;
    this.random = new SplittableRandom(seed);
  }

  List<Placed> steps() {
    List<Placed> steps = new ArrayList<>();
    for (Bound item : timeline.items()) {
      List<Optional<Step>> made =
          item.as(Chosen.class).map(this::made).orElse(List.of(Optional.empty()));
      made.forEach(step -> steps.add(new Placed(item.place(), item.path(), step)));
    }
    return steps;
  }

  /** As {@link #steps}, with all that may be drawn in place of what is. */
  List<Placed> possible() {
    List<Placed> steps = new ArrayList<>();
    for (Bound item : timeline.items()) {
      Chosen chosen = item.as(Chosen.class).orElse(null);
      if (chosen != null && chosen.word().equals("monkey")) {
        for (Bound each : chosen.argument().at("of").items()) {
          Optional<Step> fault = each.as(Chosen.class).flatMap(this::fault).map(Step.Inject::new);
          steps.add(new Placed(each.place(), each.path(), fault));
          steps.add(new Placed(each.place(), each.path(), Optional.of(untilRecovered())));
        }
      } else if (chosen != null) {
        made(chosen).forEach(step -> steps.add(new Placed(item.place(), item.path(), step)));
      }
    }
    return steps;
  }

  private List<Optional<Step>> made(Chosen chosen) {
    return chosen.word().equals("monkey")
        ? monkey(chosen.argument())
        : chosen.beside("times").value() != null ? repeated(chosen) : List.of(step(chosen));
  }

  private Optional<Step> step(Chosen chosen) {
    Bound argument = chosen.argument();
    return switch (chosen.word()) {
      case "steady" ->
          argument.as(String.class).isPresent()
              ? Optional.of(new Step.Settled())
              : argument.as(Duration.class).map(Step.Steady::new);
      case "wait" -> argument.as(Duration.class).map(Step.Wait::new);
      case "until" -> until(argument, chosen.beside("within"));
      case "when" -> when(chosen);
      case "rehearse" -> argument.as(Chosen.class).flatMap(this::fault).map(Step.Rehearse::new);
      default -> fault(chosen).map(Step.Inject::new);
    };
  }

  private static Optional<Step> until(Bound recovered, Bound within) {
    if (recovered.value() == null || within.value() == null) {
      return Optional.empty();
    }
    return Optional.of(new Step.Until(within.as(Duration.class)));
  }

  /** With the limit that the drill gives elsewhere. */
  private Step untilRecovered() {
    for (Bound item : timeline.items()) {
      Chosen chosen = item.as(Chosen.class).orElse(null);
      if (chosen != null && chosen.word().equals("until")) {
        return new Step.Until(chosen.beside("within").as(Duration.class));
      }
    }
    return new Step.Until(Optional.empty());
  }

  private Optional<Step> when(Chosen chosen) {
    Optional<Condition> condition = chosen.argument().as(Condition.class);
    Optional<Duration> within = chosen.beside("within").as(Duration.class);
    Optional<Fault> fault = chosen.beside("then").as(Chosen.class).flatMap(this::fault);
    return condition.isPresent() && within.isPresent() && fault.isPresent()
        ? Optional.of(new Step.When(condition.get(), within.get(), fault.get()))
        : Optional.empty();
  }

  /** One fault again and again, with a pause, or a recovery, between. */
  private List<Optional<Step>> repeated(Chosen chosen) {
    Optional<Integer> times = chosen.beside("times").as(Integer.class);
    Bound pause = chosen.beside("pause");
    if (times.isEmpty() || pause.value() == null) {
      return List.of(Optional.empty());
    }
    Step between = pause.as(Duration.class).<Step>map(Step.Wait::new).orElse(untilRecovered());
    List<Optional<Step>> steps = new ArrayList<>();
    for (int i = 1; i <= times.get(); i++) {
      if (i > 1) {
        steps.add(Optional.of(between));
      }
      String ordinal = times.get() == 1 ? "" : "-" + i;
      steps.add(fault(chosen, ordinal).map(Step.Inject::new));
    }
    return steps;
  }

  /** Faults drawn from a list, each after a pause of random length since everybody was back. */
  private List<Optional<Step>> monkey(Bound monkey) {
    Optional<Integer> times = monkey.at("times").as(Integer.class);
    Optional<Duration> pause = monkey.at("pause").as(Duration.class);
    List<Chosen> faults =
        monkey.at("of").items().stream().flatMap(item -> item.as(Chosen.class).stream()).toList();
    if (times.isEmpty() || pause.isEmpty() || faults.isEmpty()) {
      return List.of(Optional.empty());
    }
    List<Optional<Step>> steps = new ArrayList<>();
    for (int i = 1; i <= times.get(); i++) {
      if (i > 1) {
        steps.add(Optional.of(untilRecovered()));
        steps.add(Optional.of(new Step.Wait(drawn(pause.get()))));
      }
      Chosen one = faults.get(random.nextInt(faults.size()));
      steps.add(fault(one, "-" + i).map(Step.Inject::new));
    }
    return steps;
  }

  /** As between events that know nothing of each other, rounded to tenths of a second. */
  private Duration drawn(Duration mean) {
    double means = Math.min(-Math.log1p(-random.nextDouble()), PAUSE_MAX_MEANS);
    Duration drawn = Duration.ofMillis(Math.round(mean.toMillis() * means / 100) * 100);
    return drawn.compareTo(PAUSE_MIN) < 0 ? PAUSE_MIN : drawn;
  }

  private Optional<Fault> fault(Chosen chosen) {
    return fault(chosen, "");
  }

  /**
   * The fault that was chosen.
   *
   * @param ordinal what tells it from others of the same written name; empty = it is the only one
   */
  private Optional<Fault> fault(Chosen chosen, String ordinal) {
    FaultKind kind = kind(chosen.word()).orElse(null);
    Chosen victims = chosen.argument().as(Chosen.class).orElse(null);
    if (kind == null || victims == null) {
      return Optional.empty();
    }
    Role role = Role.of(victims.word());
    Optional<Selector> selector = selector(victims.argument());
    Bound length = victims.beside("for");
    if (selector.isEmpty() || (kind.timed() && length.value() == null)) {
      return Optional.empty();
    }
    int number = named.merge(kind, 1, Integer::sum);
    String name =
        chosen
            .beside("name")
            .as(String.class)
            .map(written -> written + ordinal)
            .orElse(kind.key() + "-" + number);
    Optional<Duration> lasts = length.as(Duration.class);
    if (kind.parts()) {
      Set<Role> from = from(victims.beside("from"));
      Optional<Fault.Way> way = victims.beside("way").as(String.class).map(TimelineBuilder::way);
      return from.isEmpty() || way.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Fault.Partition(
                  kind, name, role, selector.get(), from, way.get(), lasts.orElseThrow()));
    }
    if (kind == FaultKind.FAIL_OVER) {
      return victims
          .beside("losing")
          .as(Duration.class)
          .map(losing -> new Fault.FailOver(name, role, selector.get(), losing));
    }
    return Optional.of(fault(kind, name, role, selector.get(), lasts));
  }

  private static Set<Role> from(Bound from) {
    List<String> words =
        from.as(String.class).map(List::of).orElseGet(() -> DrillBuilder.texts(from));
    return words.equals(List.of(TimelineForm.ALL))
        ? Set.of(Role.values())
        : words.stream().map(Role::of).collect(Collectors.toUnmodifiableSet());
  }

  private static Fault.Way way(String word) {
    return Arrays.stream(Fault.Way.values())
        .filter(way -> way.key().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static Fault fault(
      FaultKind kind, String name, Role role, Selector selector, Optional<Duration> lasts) {
    return switch (kind) {
      case CRASH -> new Fault.Crash(name, role, selector);
      case VANISH -> new Fault.Vanish(name, role, selector);
      case FREEZE -> new Fault.Freeze(name, role, selector, lasts.orElseThrow());
      case SHUTDOWN -> new Fault.Shutdown(name, role, selector);
      case CUT_OFF, REFUSE -> throw new IllegalArgumentException("a partition is told from whom");
      case FAIL_OVER -> throw new IllegalArgumentException("a fail-over is told what it loses");
    };
  }

  private static Optional<FaultKind> kind(String word) {
    for (FaultKind kind : FaultKind.values()) {
      if (kind.key().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static Optional<Selector> selector(Bound bound) {
    List<String> nodes = DrillBuilder.texts(bound);
    return nodes.isEmpty() ? bound.as(Selector.class) : Optional.of(new Selector.Named(nodes));
  }
}
