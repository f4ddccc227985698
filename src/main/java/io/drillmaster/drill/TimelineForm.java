package io.drillmaster.drill;

import static io.drillmaster.drill.Form.key;
import static io.drillmaster.drill.Form.later;

import io.drillmaster.drill.Form.Block;
import io.drillmaster.drill.Form.Either;
import io.drillmaster.drill.Form.Grammar;
import io.drillmaster.drill.Form.Items;
import io.drillmaster.drill.Form.OneOf;
import io.drillmaster.drill.Form.Text;
import io.drillmaster.drill.Form.Time;
import io.drillmaster.drill.Form.Variant;
import io.drillmaster.drill.Form.Whole;
import io.drillmaster.drill.Form.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The part of {@link DrillForm} that says what happens: steps, faults, victims, conditions. */
final class TimelineForm {

  private static final Duration HOUR = Duration.ofHours(1);

  private static final Form SELECTOR =
      new Either(
          new Grammar(SelectorText.EXPECTED, "\\S.*", SelectorText::parse),
          new Items(Text.NODE, 1));

  /** The word for every part. */
  static final String ALL = "all";

  private static final List<String> PARTS = Arrays.stream(Role.values()).map(Role::key).toList();

  private static final Form FROM =
      new Either(
          new Word(Stream.concat(Stream.of(ALL), PARTS.stream()).toList()),
          new Items(new Word(PARTS), 1));

  private static final Form WAY =
      new Word(Arrays.stream(Fault.Way.values()).map(Fault.Way::key).toList());

  private static final Form WITHIN =
      new Either(new Word(List.of("auto")), new Time(Duration.ofSeconds(1), HOUR));

  static final Grammar CONDITION =
      new Grammar(ConditionText.EXPECTED, "\\S.*", ConditionText::parse);

  private static final int TIMES_MAX = 100;

  private static final Form.Key TIMES =
      key("times", new Whole(1, TIMES_MAX), "1", "how often, each time with victims of its own");

  private static final Form.Key PAUSE =
      key(
          "pause",
          new Either(new Word(List.of("recovered")), new Time(Duration.ofMillis(100), HOUR)),
          "recovered",
          "time between two, or recovered: until everyone is back");

  private static final Block MONKEY =
      new Block(
          List.of(
              key(
                  "of",
                  new Items(new OneOf("fault", faults(List.of())), 1),
                  "",
                  "say which faults, a list"),
              key("times", new Whole(1, TIMES_MAX), "", "say how many, e.g. times: 6"),
              key(
                  "pause",
                  new Time(Duration.ofSeconds(1), HOUR),
                  "20s",
                  "mean time from everyone being back to the next")));

  static final OneOf STEP = new OneOf("step", steps());

  private TimelineForm() {}

  private static List<Variant> steps() {
    Time length = new Time(Duration.ofMillis(100), HOUR);
    List<Variant> steps = new ArrayList<>();
    steps.add(
        new Variant(
            key(
                "steady",
                new Either(new Word(List.of("settled")), length),
                "",
                "the steady state must hold"),
            List.of()));
    steps.add(new Variant(key("wait", length, "", "time passes"), List.of()));
    steps.add(
        new Variant(
            key("until", new Word(List.of("recovered")), "", "everyone is back, proven"),
            List.of(key("within", WITHIN, "auto", "limit for each participant"))));
    steps.add(
        new Variant(
            key("when", CONDITION, "", "a fault is injected once this holds"),
            List.of(
                key(
                    "within",
                    new Time(Duration.ofSeconds(1), HOUR),
                    "",
                    "say how long it is waited for, e.g. within: 90s"),
                key("then", new OneOf("fault", faults(List.of())), "", "say which fault"))));
    steps.addAll(faults(List.of(TIMES, PAUSE)));
    steps.add(
        new Variant(key("monkey", MONKEY, "", "faults at random, one after the other"), List.of()));
    steps.add(
        new Variant(
            key(
                "rehearse",
                new OneOf("fault", faults(List.of())),
                "",
                "a fault is resolved, not injected"),
            List.of()));
    for (String word : List.of("drain", "slow", "lossy", "cut-sockets", "restart", "stress")) {
      steps.add(new Variant(later(word, ""), List.of()));
    }
    steps.add(
        new Variant(
            later("flap", "use freeze, cut-off or refuse with times: and pause:"), List.of()));
    return steps;
  }

  /**
   * Every fault.
   *
   * @param more what may stand beside each
   */
  private static List<Variant> faults(List<Form.Key> more) {
    List<Form.Key> beside =
        new ArrayList<>(
            List.of(key("name", Text.NAME, Form.Key.ABSENT, "how the drill calls the fault")));
    beside.addAll(more);
    List<Variant> faults = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      faults.add(new Variant(key(kind.key(), victims(kind), "", kind.felt()), beside));
    }
    return faults;
  }

  private static OneOf victims(FaultKind kind) {
    List<Form.Key> beside = new ArrayList<>();
    beside.add(later("part", ""));
    if (kind.timed()) {
      beside.add(
          key(
              "for",
              new Time(Duration.ofMillis(100), Duration.ofMinutes(10)),
              "",
              "say how long, e.g. for: 6s"));
    }
    if (kind == FaultKind.FAIL_OVER) {
      beside.add(
          key(
              "losing",
              new Time(Duration.ZERO, Fault.LOSING_MAX),
              "0s",
              "what was written during this last time is lost"));
    }
    if (kind.parts()) {
      beside.add(key("from", FROM, ALL, "from whom: a part, a list of parts, or all"));
      beside.add(
          key("way", WAY, Fault.Way.BOTH.key(), "which packets: both, those in, or those out"));
    }
    return new OneOf(
        "kind of node",
        List.of(
            new Variant(key(Role.MASTER.key(), SELECTOR, "", "masters"), beside),
            new Variant(key(Role.MEDIA_NODE.key(), SELECTOR, "", "media nodes"), beside),
            new Variant(key(Role.BALANCER.key(), SELECTOR, "", "load balancers"), beside),
            new Variant(key(Role.STORE.key(), SELECTOR, "", "the masters' store"), beside)));
  }
}
