package io.drillmaster.chaos;

import io.drillmaster.process.ProcessId;
import io.drillmaster.run.port.Nemesis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right of one run to harm one target (decision D16): a locked file that says who holds it. The
 * operating system ends the lock with its process; what the file says then names an interrupted
 * run. Thread-safe.
 */
public final class TargetLock {
  /** Each failed attempt means that another run has ended in that very moment. */
  private static final int ATTEMPTS_MAX = 10;

  private final Path file;
  private final FileChannel channel;

  private TargetLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Who holds a lock, or held it last.
   *
   * @param pid the process
   * @param since wall time
   * @param runFolder its run
   */
  private record Holder(long pid, String since, Path runFolder) {
    String text() {
      return pid + "\n" + since + "\n" + runFolder + "\n";
    }

    static @Nullable Holder parse(String text) {
      List<String> lines = text.lines().toList();
      if (lines.size() != 3 || !lines.get(0).matches("\\d{1,18}")) {
        return null;
      }
      return new Holder(Long.parseLong(lines.get(0)), lines.get(1), Path.of(lines.get(2)));
    }
  }

  /**
   * Takes the lock.
   *
   * @param stateFolder see {@link StateFolder}
   * @param identity of the target
   * @param runFolder of the run that takes it
   * @param now wall time
   * @throws Nemesis.Refused when a live run holds it, or a dead one has left faults unhealed
   */
  public static TargetLock take(Path stateFolder, String identity, Path runFolder, Instant now) {
    ProcessId me = ProcessId.of(ProcessHandle.current());
    String since = now.truncatedTo(ChronoUnit.SECONDS).toString();
    String text = new Holder(me.pid(), since, runFolder.toAbsolutePath()).text();
    try {
      Path file = Files.createDirectories(stateFolder.resolve("locks")).resolve(name(identity));
      for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        TargetLock lock = tryTake(file, identity, text);
        if (lock != null) {
          return lock;
        }
      }
      throw new Nemesis.Refused(
          "target %s: runs come and go too fast to lock it; try again".formatted(identity));
    } catch (IOException cause) {
      throw new UncheckedIOException(
          "the lock of target %s in %s cannot be written: %s"
              .formatted(identity, stateFolder, cause.getMessage()),
          cause);
    }
  }

  /** Null when the file was removed by its former holder between opening and locking it. */
  private static @Nullable TargetLock tryTake(Path file, String identity, String text)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      requireFree(channel, file, identity);
      requireHealed(file, identity);
      write(channel, text);
      taken = Files.exists(file) && Files.readString(file).equals(text);
      return taken ? new TargetLock(file, channel) : null;
    } catch (NoSuchFileException removed) {
      return null;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static String name(String identity) {
    return identity.replaceAll("[^A-Za-z0-9._-]", "_") + ".lock";
  }

  private static void requireFree(FileChannel channel, Path file, String identity)
      throws IOException {
    if (isLocked(channel)) {
      return;
    }
    Holder holder = Holder.parse(Files.readString(file));
    String who =
        holder == null
            ? "another run"
            : "process %d since %s, run %s"
                .formatted(holder.pid(), holder.since(), holder.runFolder());
    throw new Nemesis.Refused(
        "target %s is in use by %s; wait for its end, or stop it".formatted(identity, who));
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static void requireHealed(Path file, String identity) throws IOException {
    Holder dead = Holder.parse(Files.readString(file));
    if (dead == null || Ledger.unhealed(dead.runFolder()).isEmpty()) {
      return;
    }
    throw new Nemesis.Refused(
        "target %s has an unhealed run, %s (its process %d has ended); heal it first: drillmaster heal %s"
            .formatted(identity, dead.runFolder(), dead.pid(), dead.runFolder()));
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  /** Gives it back: the target is as it was, and no file is left. Idempotent. */
  public synchronized void release() {
    if (channel.isOpen()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException cause) {
        throw new UncheckedIOException(file + " cannot be removed", cause);
      } finally {
        abandon();
      }
    }
  }

  /** Lets go but leaves word of this run, whose faults are not all healed. Idempotent. */
  public synchronized void abandon() {
    try {
      channel.close();
    } catch (IOException cause) {
      throw new UncheckedIOException("a target's lock cannot be closed", cause);
    }
  }
}
