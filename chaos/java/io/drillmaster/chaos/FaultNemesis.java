package io.drillmaster.chaos;

import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Safety;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Placement;
import io.drillmaster.run.port.Target;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nemesis of every kind of cluster: it keeps order, bounds, ledger and history; a {@link
 * Driver} does the harm. Thread-safe; timed faults heal on the timer's thread.
 *
 * <p>The order of an injection: probe sockets are opened; intent and undo are written to the ledger
 * and synced; the victims are looked at once more; the history notes the time; the driver acts;
 * effect and signature are looked for. So a crash at any point leaves a ledger that lists at least
 * what was done.
 */
public final class FaultNemesis implements Nemesis {
  private static final Logger LOG = LoggerFactory.getLogger(FaultNemesis.class);

  /** Replacements take seconds; a tenth of one is exact enough for their stamps. */
  private static final Duration TEND_EVERY = Duration.ofMillis(100);

  /** A master that was given up halts at its first check after waking: look only after that. */
  private static final Duration AWAKE = Duration.ofSeconds(1);

  private static final Duration HEAL_EVERY = Duration.ofMillis(50);

  private final Setup setup;
  private final Timer timer;
  private final Ticker ticker;
  private final List<Wound> wounds = new CopyOnWriteArrayList<>();
  private volatile boolean isHurried;

  /**
   * What a nemesis works with; it owns ledger and lock.
   *
   * @param target the cluster
   * @param driver how faults reach it
   * @param witnesses probe sockets
   * @param ledger of the run
   * @param lock of the target
   * @param recorder of the history
   * @param safety bounds
   * @param seed of all choices
   */
  public record Setup(
      Target target,
      Driver driver,
      Witness.Factory witnesses,
      Ledger ledger,
      TargetLock lock,
      Recorder recorder,
      Safety safety,
      long seed) {}

  public FaultNemesis(Setup setup, Timer timer, Ticker ticker) {
    this.setup = setup;
    this.timer = timer;
    this.ticker = ticker;
    timer.every(TEND_EVERY, this::tend);
  }

  @Override
  public List<Node> choose(Fault fault, Placement placement) {
    List<Node> unharmed = unharmed(fault.role());
    List<String> names = unharmed.stream().map(Node::name).toList();
    Map<String, String> refused = new LinkedHashMap<>();
    for (Node node : unharmed) {
      setup.driver().refusal(fault, node).ifPresent(why -> refused.put(node.name(), why));
    }
    List<String> chosen = Victims.choose(fault, names, refused, placement, setup.seed());
    SafetyBounds.check(fault, chosen, names, setup.safety());
    return chosen.stream()
        .flatMap(name -> unharmed.stream().filter(node -> node.name().equals(name)).limit(1))
        .toList();
  }

  private List<Node> unharmed(Role role) {
    List<String> harmed = setup.ledger().unhealed().stream().map(Intent::incarnation).toList();
    return setup.target().nodes().stream()
        .filter(node -> node.role() == role && node.alive())
        .filter(node -> !harmed.contains(node.incarnation()))
        .toList();
  }

  @Override
  public List<String> rehearse(Fault fault, List<Node> victims) {
    List<Intent> intents =
        victims.stream().map(victim -> setup.driver().intent(fault, victim)).toList();
    List<String> changed = changed(intents);
    if (!changed.isEmpty()) {
      throw new Refused("fault %s refused: %s".formatted(fault.name(), String.join(", ", changed)));
    }
    return intents.stream()
        .map(
            intent -> "%s could be done; undo: %s".formatted(intent.words(), intent.undo().words()))
        .toList();
  }

  @Override
  public boolean inject(Fault fault, List<Node> victims) {
    if (victims.isEmpty()) {
      throw new Refused("fault " + fault.name() + " refused: it has no victims");
    }
    Map<Wound, Witness> open = new LinkedHashMap<>();
    try {
      for (Node victim : victims) {
        Intent intent = setup.driver().intent(fault, victim);
        String seat = setup.driver().seat(fault, victim).orElse("");
        open.put(
            new Wound(fault, intent),
            setup.witnesses().open(victim, Observer.silence(fault), seat));
      }
      return injectWatched(fault, open);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return failed(fault, "interrupted");
    } catch (Refused refused) {
      throw refused;
    } catch (RuntimeException cause) {
      return failed(fault, String.valueOf(cause.getMessage()));
    } finally {
      open.values().forEach(Witness::close);
    }
  }

  private boolean injectWatched(Fault fault, Map<Wound, Witness> open) throws InterruptedException {
    open.keySet().forEach(wound -> write(new LedgerEntry.Intended(wound.intent())));
    List<String> changed = changed(open.keySet().stream().map(Wound::intent).toList());
    if (!changed.isEmpty()) {
      open.keySet().forEach(wound -> closeUntouched(wound.intent()));
      return failed(fault, "nothing was touched: " + String.join(", ", changed));
    }
    act(fault, List.copyOf(open.keySet()));
    List<String> missing =
        new Observer(setup.driver(), setup.recorder(), ticker, open)
            .look(fault, setup.driver().patience(fault.kind()), () -> isHurried);
    String why = String.join("; ", missing);
    return missing.isEmpty()
        || failed(fault, isHurried ? "the run was to stop before all was seen: " + why : why);
  }

  /** Victims that are not any more what they were when chosen. */
  private List<String> changed(List<Intent> intents) {
    List<String> alive =
        setup.target().nodes().stream().filter(Node::alive).map(Node::incarnation).toList();
    return intents.stream()
        .filter(
            intent -> !alive.contains(intent.incarnation()) || !setup.driver().isPresent(intent))
        .map(intent -> intent.node() + " is not what it was when it was chosen")
        .toList();
  }

  private void closeUntouched(Intent intent) {
    write(new LedgerEntry.Healed(intent.fault(), intent.incarnation(), "never touched"));
  }

  private void act(Fault fault, List<Wound> victims) {
    List<Intent> intents = victims.stream().map(Wound::intent).toList();
    setup
        .recorder()
        .record(
            new FaultEvent.Injecting(
                ticker.nanos(),
                fault.name(),
                fault.kind(),
                fault.role(),
                intents.stream().map(Intent::node).toList(),
                intents.stream().map(Intent::incarnation).toList()));
    wounds.addAll(victims);
    for (Wound wound : victims) {
      wound.acted(ticker.nanos());
      setup.driver().act(wound.intent());
      wound.acted(ticker.nanos());
      fault.lasts().ifPresent(length -> timer.after(length, () -> undo(wound)));
    }
    setup.recorder().record(new FaultEvent.Injected(ticker.nanos(), fault.name()));
    LOG.info(
        "{}: {} of {}",
        fault.name(),
        fault.kind().key(),
        intents.stream().map(Intent::node).collect(Collectors.joining(", ")));
  }

  private boolean failed(Fault fault, String why) {
    record(new FaultEvent.Failed(ticker.nanos(), fault.name(), why));
    return false;
  }

  /** The timer's view: history learns when harmed nodes run again or were replaced. */
  private void tend() {
    for (Wound wound : wounds) {
      if (!wound.isClosed() && isDue(wound)) {
        try {
          look(wound);
        } catch (RuntimeException cause) {
          LOG.warn("{}: {}", wound.intent().words(), cause.getMessage());
        }
      }
    }
  }

  private boolean isDue(Wound wound) {
    if (wound.actedAt() == 0) {
      return false;
    }
    return !wound.intent().undo().returns()
        || (wound.isUndone() && ticker.nanos() - wound.undoneAt() >= AWAKE.toNanos());
  }

  private void look(Wound wound) {
    Driver.Healing healing = setup.driver().healing(wound.intent(), wound.actedAt());
    if (healing.state() == Driver.State.WHOLE) {
      heal(wound, healing.how());
    }
  }

  /** Notes in the history, and in the ledger unless something is still to be undone. */
  private void heal(Wound wound, String how) {
    Intent intent = wound.intent();
    if (wound.heal()) {
      record(new FaultEvent.Healed(ticker.nanos(), intent.fault(), intent.node(), how));
      LOG.info("{}: {}", intent.words(), how);
    }
    boolean isPending = intent.undo() == Undo.KILL && setup.driver().isPresent(intent);
    if (!isPending && wound.close()) {
      write(new LedgerEntry.Healed(intent.fault(), intent.incarnation(), how));
    }
  }

  private void undo(Wound wound) {
    try {
      setup.driver().undo(wound.intent());
      wound.undone(ticker.nanos());
    } catch (RuntimeException cause) {
      record(
          new FaultEvent.Failed(
              ticker.nanos(), wound.fault().name(), "not undone: " + cause.getMessage()));
    }
  }

  @Override
  public void hurry() {
    isHurried = true;
  }

  @Override
  public List<String> afflicted() {
    return wounds.stream()
        .filter(wound -> !wound.isHealed())
        .map(wound -> wound.intent().node())
        .distinct()
        .toList();
  }

  @Override
  public List<String> heal(Duration bound) {
    List<Wound> open = new ArrayList<>(wounds);
    open.removeIf(Wound::isClosed);
    Collections.reverse(open);
    open.forEach(this::undoOrForget);
    try {
      Pause.until(
          () -> open.stream().allMatch(wound -> isHealedNow(wound) || isLeftToOthers(wound)),
          HEAL_EVERY,
          bound);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return open.stream()
        .filter(wound -> !wound.isClosed() && !isLeftToOthers(wound))
        .map(wound -> wound.intent().words() + " is not healed: " + state(wound))
        .toList();
  }

  /**
   * Nothing of ours is left of it and nobody can do more than wait: it stays open in the ledger
   * until it is seen to be replaced.
   */
  private boolean isLeftToOthers(Wound wound) {
    if (!wound.intent().undo().endsWithOthers() || wound.isClosed()) {
      return false;
    }
    try {
      return setup.driver().healing(wound.intent(), wound.actedAt()).state() == Driver.State.CLEAN;
    } catch (RuntimeException unknown) {
      return false;
    }
  }

  /** Where an earlier act failed, the later ones were not tried. */
  private void undoOrForget(Wound wound) {
    if (wound.actedAt() != 0) {
      undo(wound);
    } else if (wound.close()) {
      wound.heal();
      closeUntouched(wound.intent());
    }
  }

  private boolean isHealedNow(Wound wound) {
    if (wound.isClosed()) {
      return true;
    }
    try {
      Driver.Healing healing = setup.driver().healing(wound.intent(), wound.actedAt());
      boolean enough =
          healing.state() == Driver.State.WHOLE
              || (healing.state() == Driver.State.CLEAN && setup.driver().isPrivate());
      if (enough) {
        heal(wound, healing.how());
      }
    } catch (RuntimeException cause) {
      LOG.warn("{}: {}", wound.intent().words(), cause.getMessage());
    }
    return wound.isClosed();
  }

  private String state(Wound wound) {
    try {
      return setup.driver().healing(wound.intent(), wound.actedAt()).how();
    } catch (RuntimeException cause) {
      return String.valueOf(cause.getMessage());
    }
  }

  /** A fault that cannot be written down is not injected. */
  private void write(LedgerEntry entry) {
    setup.ledger().append(entry);
  }

  /** Healing goes on without its history: a full disk must not leave a node stopped. */
  private void record(FaultEvent event) {
    try {
      setup.recorder().record(event);
    } catch (IllegalStateException closed) {
      LOG.warn("not recorded: {} ({})", event, closed.getMessage());
    }
  }

  /** Ends timer and ledger; the target's lock is given back only when all is healed. */
  @Override
  public void close() {
    timer.close();
    boolean clean = setup.ledger().unhealed().isEmpty();
    setup.ledger().close();
    if (clean) {
      setup.lock().release();
    } else {
      setup.lock().abandon();
    }
  }
}
