package io.drillmaster.chaos.process;

import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.LedgerEntry;
import io.drillmaster.chaos.Remedy;
import io.drillmaster.chaos.Undo;
import io.drillmaster.process.CommandRunner;
import io.drillmaster.process.GuardList;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.time.Pause;
import io.drillmaster.twin.Twin;
import io.drillmaster.twin.TwinException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Heals an interrupted run from its files alone: undoes what its ledger lists, newest first, and
 * ends what its guard's list says is still alive. Doing it twice does no harm.
 */
public final class Healer {
  /** The guard's list in a run folder. */
  public static final String GUARD_LIST = "guard.list";

  private static final Duration VERIFY_BOUND = Duration.ofSeconds(5);
  private static final Duration VERIFY_EVERY = Duration.ofMillis(20);

  /** A service on another machine needs some seconds to start. */
  private static final Duration COMMAND_BOUND = Duration.ofSeconds(30);

  private static final Duration COMMAND_VERIFY_EVERY = Duration.ofMillis(500);

  private static final Map<ProcessState, String> WAS =
      Map.of(
          ProcessState.RUNNING, "was running",
          ProcessState.STOPPED, "was stopped",
          ProcessState.ENDED, "had ended");

  private final Signals signals;
  private final Iptables rules;
  private final Remedy remedy;
  private final Function<Path, Twin> attach;

  /** A healer of this host. */
  public Healer() {
    this(
        Signals.system(),
        new Iptables(CommandRunner.system()),
        new Remedy(CommandRunner.system()),
        Twin::attach);
  }

  /** A healer of nodes that another table knows: containers. */
  public Healer(Signals signals) {
    this(
        signals,
        new Iptables(CommandRunner.system()),
        new Remedy(CommandRunner.system()),
        Twin::attach);
  }

  /** With another process table, other commands, and another way to a standing twin. */
  Healer(Signals signals, Iptables rules, Remedy remedy, Function<Path, Twin> attach) {
    this.signals = signals;
    this.rules = rules;
    this.remedy = remedy;
    this.attach = attach;
  }

  /**
   * What healing did.
   *
   * @param lines what was found and done, in order, to be printed
   * @param isHealed whether all was verified
   */
  public record Report(List<String> lines, boolean isHealed) {
    public Report {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Heals.
   *
   * @throws IllegalArgumentException when the folder is no run folder, its ledger is damaged, or
   *     its run is still going on; the message says the cure
   * @throws InterruptedException when the thread is interrupted; run it again
   */
  public Report heal(Path runFolder) throws InterruptedException {
    if (!Ledger.isIn(runFolder) && !Files.exists(runFolder.resolve(GUARD_LIST))) {
      throw new IllegalArgumentException(
          "%s has neither %s nor %s; name the folder of a run, e.g. reports/latest"
              .formatted(runFolder, Ledger.FILE, GUARD_LIST));
    }
    List<String> lines = new ArrayList<>();
    boolean isHealed = true;
    if (Ledger.isIn(runFolder)) {
      try (Ledger ledger = Ledger.resume(runFolder)) {
        requireDead(ledger.opened());
        List<Intent> open = ledger.unhealed();
        isHealed = healFaults(ledger, lines);
        releaseStanding(ledger.opened(), open, lines);
      }
    }
    return new Report(lines, endOrphans(runFolder, lines) && isHealed);
  }

  /**
   * Ends the processes of a run, and does not look at its faults.
   *
   * @throws InterruptedException when the thread is interrupted; run it again
   */
  public Report endProcesses(Path runFolder) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    boolean areEnded = endOrphans(runFolder, lines);
    return new Report(lines, areEnded);
  }

  private void requireDead(Optional<LedgerEntry.Opened> opened) {
    opened
        .map(LedgerEntry.Opened::harness)
        .filter(harness -> harness.pid() != ProcessHandle.current().pid())
        .filter(harness -> signals.state(harness) != ProcessState.ENDED)
        .ifPresent(
            harness -> {
              throw new IllegalArgumentException(
                  "the run is still going on (process %d); it heals by itself: stop it with Ctrl-C"
                      .formatted(harness.pid()));
            });
  }

  private boolean healFaults(Ledger ledger, List<String> lines) throws InterruptedException {
    List<Intent> open = new ArrayList<>(ledger.unhealed());
    if (open.isEmpty()) {
      lines.add("faults: nothing to heal");
      return true;
    }
    Collections.reverse(open);
    boolean all = true;
    for (Intent intent : open) {
      if (intent.commands().isPresent()) {
        all &= healByCommand(intent, ledger, lines);
        continue;
      }
      ProcessState before = signals.state(intent.process());
      boolean wasCutOff = isCutOff(intent);
      undo(intent, before);
      boolean healed = Pause.until(() -> isUndone(intent, before), VERIFY_EVERY, VERIFY_BOUND);
      String how =
          healed ? outcome(intent, before, wasCutOff) : "NOT healed: still " + word(intent);
      lines.add(intent.words() + " " + (wasCutOff ? "was cut off" : WAS.get(before)) + ": " + how);
      if (healed) {
        ledger.append(new LedgerEntry.Healed(intent.fault(), intent.incarnation(), how));
      }
      all &= healed;
    }
    return all;
  }

  /** What is gone and has no undo is its owner's to bring back. */
  private boolean healByCommand(Intent intent, Ledger ledger, List<String> lines)
      throws InterruptedException {
    if (intent.undo() == Undo.NOTHING) {
      String how = "nothing to undo; " + remedy.trouble(intent).orElse("it answers");
      return healed(intent, how, ledger, lines);
    }
    try {
      remedy.apply(intent.commands().orElseThrow());
    } catch (CommandRunner.CommandFailed failed) {
      lines.add(intent.words() + ": NOT healed: " + failed.getMessage());
      return false;
    }
    boolean isWell =
        Pause.until(() -> remedy.trouble(intent).isEmpty(), COMMAND_VERIFY_EVERY, COMMAND_BOUND);
    if (isWell) {
      return healed(intent, "its undo command was run, nothing is left of it", ledger, lines);
    }
    String why = remedy.trouble(intent).orElse("it took too long");
    lines.add(intent.words() + ": NOT healed: its undo command was run, and " + why);
    return false;
  }

  private static boolean healed(Intent intent, String how, Ledger ledger, List<String> lines) {
    lines.add(intent.words() + ": " + how);
    ledger.append(new LedgerEntry.Healed(intent.fault(), intent.incarnation(), how));
    return true;
  }

  private boolean isCutOff(Intent intent) {
    try {
      return intent.filter().filter(filter -> rules.isIn(filter.chain())).isPresent();
    } catch (IllegalStateException | CommandRunner.CommandFailed unknown) {
      return true; // who may not look must not say that it is healed
    }
  }

  /** A standing twin lives on; it must not take the healed for victims any more. */
  private void releaseStanding(
      Optional<LedgerEntry.Opened> opened, List<Intent> healed, List<String> lines) {
    String folder = opened.map(LedgerEntry.Opened::standing).orElse("");
    if (folder.isEmpty() || healed.isEmpty()) {
      return;
    }
    try (Twin twin = attach.apply(Path.of(folder))) {
      healed.forEach(intent -> twin.release(intent.incarnation()));
      lines.add("standing twin in " + folder + ": lives on");
    } catch (TwinException gone) {
      lines.add("standing twin: " + gone.getMessage());
    }
  }

  private String word(Intent intent) {
    return isCutOff(intent) ? "cut off" : signals.state(intent.process()).word();
  }

  private void undo(Intent intent, ProcessState before) {
    try {
      intent.filter().ifPresent(filter -> rules.remove(filter.chain()));
    } catch (IllegalStateException | CommandRunner.CommandFailed stays) {
      return; // the look that follows says so
    }
    if (intent.undo().resumes() && before == ProcessState.STOPPED) {
      signals.send(intent.process(), Signal.CONT);
    } else if (intent.undo() == Undo.KILL && before == ProcessState.STOPPED) {
      signals.send(intent.process(), Signal.KILL);
    }
  }

  /** A vanished node that ran was never stopped, or was resumed by hand: nothing is to be done. */
  private boolean isUndone(Intent intent, ProcessState before) {
    ProcessState now = signals.state(intent.process());
    return switch (intent.undo()) {
      case CONTINUE -> now != ProcessState.STOPPED;
      case KILL -> now == ProcessState.ENDED || before == ProcessState.RUNNING;
      case RECONNECT -> !isCutOff(intent) && now != ProcessState.STOPPED;
      case THAW, REPLACE, COMMAND, NOTHING -> true;
    };
  }

  private String outcome(Intent intent, ProcessState before, boolean wasCutOff) {
    if (wasCutOff) {
      return "the packet rules are taken away";
    }
    ProcessState now = signals.state(intent.process());
    if (before == ProcessState.ENDED) {
      return "gone, nothing to undo";
    }
    if (before == ProcessState.STOPPED) {
      return now == ProcessState.ENDED
          ? (intent.undo() == Undo.KILL ? "killed, gone" : "resumed, then it ended by itself")
          : "resumed, it runs again";
    }
    return "nothing to undo";
  }

  /** Its own twin and workers, should the guard have died with the harness. */
  private boolean endOrphans(Path runFolder, List<String> lines) throws InterruptedException {
    List<GuardList.Entry> alive = alive(runFolder);
    if (alive.isEmpty()) {
      lines.add("processes of the run: none is left");
      return true;
    }
    for (GuardList.Entry entry : alive) {
      lines.add(
          "process %d (%s) of the run was alive: killed"
              .formatted(entry.process().pid(), entry.name()));
    }
    boolean ended = Pause.until(() -> killAll(alive(runFolder)), VERIFY_EVERY, VERIFY_BOUND);
    lines.add(
        ended
            ? "processes of the run: none is left"
            : "processes of the run: NOT all could be ended");
    return ended;
  }

  private List<GuardList.Entry> alive(Path runFolder) {
    return GuardList.read(runFolder.resolve(GUARD_LIST)).stream()
        .filter(entry -> signals.state(entry.process()) != ProcessState.ENDED)
        .toList();
  }

  private boolean killAll(List<GuardList.Entry> alive) {
    for (GuardList.Entry entry : alive) {
      ProcessId process = entry.process();
      signals.send(process, Signal.KILL);
    }
    return alive.isEmpty();
  }
}
