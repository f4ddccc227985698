package io.drillmaster.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The guard of one run: a process of its own that holds a pipe from this one and, should the pipe
 * end without {@link #close}, kills within 5 s all that was listed (decision D14) and runs what
 * undoes the rest. Thread-safe.
 */
public final class Guard implements AutoCloseable {
  /** The hidden command whose main is {@link GuardMain}. */
  public static final String COMMAND = "guard";

  /** A JVM starts within this even on a busy machine. */
  private static final Duration READY_BOUND = Duration.ofSeconds(20);

  private static final Duration END_BOUND = Duration.ofSeconds(3);

  /** It holds next to nothing: keep it small and quick to start. */
  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx24m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final ChildProcess child;
  private final FileChannel list;

  private Guard(ChildProcess child, FileChannel list) {
    this.child = child;
    this.list = list;
  }

  /**
   * Starts a guard.
   *
   * @param launch how to start a child of this program
   * @param listFile where the processes are listed, e.g. {@code guard.list} of the run folder
   * @param log its log
   * @throws ChildFailed when it does not start
   * @throws InterruptedException when the thread is interrupted; nothing is left running then
   */
  public static Guard start(Launch launch, Path listFile, Path log) throws InterruptedException {
    Path file = listFile.toAbsolutePath();
    FileChannel list = open(file);
    ChildProcess child = null;
    boolean started = false;
    try {
      List<String> argv = launch.argv(JVM_OPTIONS, List.of(COMMAND, file.toString()));
      child = ChildProcess.start(new ChildCommand(COMMAND, argv, Map.of(), log));
      child.awaitReady(READY_BOUND);
      started = true;
      return new Guard(child, list);
    } finally {
      if (!started) {
        if (child != null) {
          child.close();
        }
        close(list);
      }
    }
  }

  private static FileChannel open(Path file) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return GuardList.open(file);
    } catch (IOException cause) {
      throw new UncheckedIOException(file + " cannot be written", cause);
    }
  }

  /** The guard's own process. */
  public ProcessId id() {
    return child.id();
  }

  /** Puts a process on the list; synced on return. */
  public synchronized void watch(String name, ProcessId process) {
    try {
      GuardList.append(list, new GuardList.Entry(name, process));
    } catch (IOException cause) {
      throw new UncheckedIOException("the guard's list cannot be written", cause);
    }
  }

  /**
   * Has a command run should this process die: what it undoes outlives processes. Synced on return.
   *
   * @param argv program and arguments; does no harm when nothing is to be undone
   */
  public synchronized void afterDeath(List<String> argv) {
    try {
      GuardList.append(list, argv);
    } catch (IOException cause) {
      throw new UncheckedIOException("the guard's list cannot be written", cause);
    }
  }

  /** Releases the guard: it ends and kills nobody. Idempotent. */
  @Override
  public synchronized void close() {
    if (!list.isOpen()) {
      return;
    }
    close(list);
    try (var pipe = child.stdin()) {
      pipe.write((GuardMain.RELEASE + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      // it has ended already, which is what is wanted
    }
    try {
      child.awaitEnd(END_BOUND);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      child.close();
    }
  }

  private static void close(FileChannel list) {
    try {
      list.close();
    } catch (IOException cause) {
      throw new UncheckedIOException("the guard's list cannot be closed", cause);
    }
  }
}
