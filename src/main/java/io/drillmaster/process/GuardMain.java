package io.drillmaster.process;

import io.drillmaster.time.Pause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The main of the guard's process; see {@link Guard}. */
public final class GuardMain {
  /** What the harness writes into the pipe when nobody is to be killed. */
  static final String RELEASE = "released";

  /** Everything listed is gone by then (decision D14). */
  private static final Duration KILL_BOUND = Duration.ofSeconds(5);

  /** A JVM starts, and asks the container engine to remove a dozen containers. */
  private static final Duration UNDO_BOUND = Duration.ofSeconds(30);

  private static final Duration KILL_EVERY = Duration.ofMillis(50);

  private final FileChannel list;
  private final Signals signals;

  GuardMain(FileChannel list, Signals signals) {
    this.list = list;
    this.signals = signals;
  }

  /**
   * Guards until the pipe ends.
   *
   * @param args the list file
   * @param pipe from the harness
   * @param out where READY is said
   * @return exit status: 0 released, or all killed; 1 some could not be killed
   * @throws UncheckedIOException when the list cannot be opened; nothing is guarded then
   */
  public static int run(List<String> args, InputStream pipe, PrintStream out)
      throws InterruptedException {
    if (args.size() != 1) {
      throw new IllegalArgumentException(
          "guard: %d arguments; give the list file only".formatted(args.size()));
    }
    try (FileChannel list = GuardList.openToRead(Path.of(args.get(0)))) {
      out.println(ChildProcess.READY + " guard");
      out.flush();
      GuardMain guard = new GuardMain(list, Signals.system());
      if (isReleased(pipe)) {
        return 0;
      }
      boolean all = guard.killAll();
      guard.undoAll(CommandRunner.system());
      return all ? 0 : 1;
    } catch (IOException cause) {
      throw new UncheckedIOException(args.get(0) + " cannot be opened", cause);
    }
  }

  /** Reads the pipe to its end, which comes by release or by the harness's death. */
  static boolean isReleased(InputStream pipe) {
    boolean released = false;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(pipe, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        released |= line.equals(RELEASE);
      }
    } catch (IOException broken) {
      return released; // a broken pipe is an ended one
    }
    return released;
  }

  /** Kills what is listed until all are gone or the bound is reached. */
  boolean killAll() throws InterruptedException {
    return Pause.until(this::killedAll, KILL_EVERY, KILL_BOUND);
  }

  /** Whether a command succeeded says nothing: what it undoes may be undone already. */
  void undoAll(CommandRunner runner) throws IOException {
    for (List<String> command : GuardList.commands(list)) {
      try {
        runner.run(command, UNDO_BOUND);
      } catch (CommandRunner.CommandFailed refused) {
        // the others are run all the same; `heal` says what is left
      }
    }
  }

  private boolean killedAll() {
    boolean all = true;
    try {
      for (GuardList.Entry entry : GuardList.read(list)) {
        all &= isGone(entry.process());
      }
    } catch (IOException unreadable) {
      return false; // tried again until the bound
    }
    return all;
  }

  private boolean isGone(ProcessId process) {
    try {
      return !signals.send(process, Signal.KILL);
    } catch (CommandRunner.CommandFailed refused) {
      return false; // the others are killed all the same
    }
  }
}
