package io.drillmaster.chaos;

import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Looks for the effect and the signature of one fault on all of its nodes (decision D4): the driver
 * must see its act, and the probe socket must show it.
 */
final class Observer {
  /** Effects come within milliseconds; looking is cheap. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  /** Decision D4's 2 s, and half a second to look. */
  static final Duration BOUND = Duration.ofMillis(2_500);

  /** Who is asked to stop may finish what it does. */
  static final Duration GRACEFUL_BOUND = Duration.ofSeconds(8);

  /** No answer for this long is silence (decision D4). */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final Driver driver;
  private final Recorder recorder;
  private final Ticker ticker;
  private final Map<Wound, Witness> open;
  private final Set<Wound> effectSeen = new HashSet<>();
  private final Set<Wound> signatureSeen = new HashSet<>();

  Observer(Driver driver, Recorder recorder, Ticker ticker, Map<Wound, Witness> open) {
    this.driver = driver;
    this.recorder = recorder;
    this.ticker = ticker;
    this.open = open;
  }

  /** Of a fault that ends before that, silence for most of its time must do. */
  static Duration silence(Fault fault) {
    Duration most =
        fault.lasts().map(length -> length.multipliedBy(6).dividedBy(10)).orElse(SILENCE);
    return most.compareTo(SILENCE) < 0 ? most : SILENCE;
  }

  static Duration bound(FaultKind kind) {
    return kind == FaultKind.SHUTDOWN ? GRACEFUL_BOUND : BOUND;
  }

  /**
   * Looks until both were seen on every node, or nobody has the time.
   *
   * @param isHurried whether the run is to stop
   * @return what is missing, in words; empty = all was seen
   */
  List<String> look(Fault fault, Duration bound, BooleanSupplier isHurried)
      throws InterruptedException {
    Pause.until(() -> isComplete() || isHurried.getAsBoolean(), LOOK_EVERY, bound);
    List<String> missing = new ArrayList<>();
    for (Wound wound : open.keySet()) {
      String node = wound.intent().node();
      if (!effectSeen.contains(wound)) {
        missing.add("%s shows no effect of the %s".formatted(node, fault.kind().key()));
      }
      if (!signatureSeen.contains(wound)) {
        missing.add("the probe socket to %s shows nothing of it".formatted(node));
      }
    }
    return missing;
  }

  private boolean isComplete() {
    open.forEach(this::look);
    return effectSeen.size() == open.size() && signatureSeen.size() == open.size();
  }

  private void look(Wound wound, Witness witness) {
    Intent intent = wound.intent();
    if (witness == Witness.BLIND) {
      signatureSeen.add(wound);
    }
    boolean mayShow = driver.showsEffectAtOnce() || signatureSeen.contains(wound);
    if (mayShow && !effectSeen.contains(wound)) {
      driver
          .effect(intent)
          .ifPresent(
              effect -> {
                effectSeen.add(wound);
                recorder.record(
                    new FaultEvent.EffectSeen(
                        ticker.nanos(), intent.fault(), intent.node(), effect));
              });
    }
    if (!signatureSeen.contains(wound)) {
      long now = ticker.nanos();
      witness
          .seen(wound.actedAt(), now)
          .ifPresent(
              signature -> {
                signatureSeen.add(wound);
                recorder.record(
                    new FaultEvent.SignatureSeen(now, intent.fault(), intent.node(), signature));
              });
    }
  }
}
