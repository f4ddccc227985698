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
  /** Longer ones are no holder's. */
  private static final int TEXT_MAX = 8_192;

  private final @Nullable FileChannel channel;

  private TargetLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /** The lock of a target that nobody else can reach: an embedded one. */
  public static TargetLock unneeded() {
    return new TargetLock(null);
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
    Holder holder = new Holder(me.pid(), since, runFolder.toAbsolutePath());
    try {
      Path file = Files.createDirectories(stateFolder.resolve("locks")).resolve(name(identity));
      return take(file, identity, holder);
    } catch (IOException cause) {
      throw new UncheckedIOException(
          "the lock of target %s in %s cannot be written: %s"
              .formatted(identity, stateFolder, cause.getMessage()),
          cause);
    }
  }

  private static TargetLock take(Path file, String identity, Holder holder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      boolean isFree = isLockedByUs(channel);
      Holder last = read(channel);
      if (!isFree) {
        throw inUse(identity, last);
      }
      requireHealed(last, identity);
      write(channel, holder.text());
      taken = true;
      return new TargetLock(channel);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /**
   * Through the very channel that holds the lock: POSIX drops a process's locks on a file when it
   * closes any other descriptor of it.
   */
  private static @Nullable Holder read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(TEXT_MAX);
    channel.read(bytes, 0);
    return Holder.parse(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
  }

  private static String name(String identity) {
    return identity.replaceAll("[^A-Za-z0-9._-]", "_") + ".lock";
  }

  private static Nemesis.Refused inUse(String identity, @Nullable Holder holder) {
    String who =
        holder == null
            ? "another run"
            : "process %d since %s, run %s"
                .formatted(holder.pid(), holder.since(), holder.runFolder());
    return new Nemesis.Refused(
        "target %s is in use by %s; wait for its end, or stop it".formatted(identity, who));
  }

  private static boolean isLockedByUs(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static void requireHealed(@Nullable Holder dead, String identity) {
    if (dead != null && !Ledger.unhealed(dead.runFolder()).isEmpty()) {
      throw new Nemesis.Refused(
          ("target %s has an unhealed run, %s (its process %d has ended); heal it first:"
                  + " drillmaster heal %s")
              .formatted(identity, dead.runFolder(), dead.pid(), dead.runFolder()));
    }
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  /** Gives it back: the target is as it was. Idempotent. */
  public synchronized void release() {
    if (channel != null && channel.isOpen()) {
      try {
        channel.truncate(0);
      } catch (IOException cause) {
        throw new UncheckedIOException("a target's lock cannot be released", cause);
      } finally {
        abandon();
      }
    }
  }

  /** Lets go but leaves word of this run, whose faults are not all healed. Idempotent. */
  public synchronized void abandon() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException cause) {
        throw new UncheckedIOException("a target's lock cannot be closed", cause);
      }
    }
  }
}
