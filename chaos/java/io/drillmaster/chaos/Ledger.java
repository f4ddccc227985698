package io.drillmaster.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The undo ledger of a run: what is about to be broken, and what was put right, each entry on disk
 * before {@link #append} returns. Readable after {@code kill -9}. Thread-safe.
 */
public final class Ledger implements AutoCloseable {
  /** Its name in the run folder. */
  public static final String FILE = "faults.ledger";

  private final Path file;
  private final FileChannel channel;
  private final List<LedgerEntry> entries;

  private Ledger(Path file, FileChannel channel, List<LedgerEntry> entries) {
    this.file = file;
    this.channel = channel;
    this.entries = new ArrayList<>(entries);
  }

  /**
   * Begins the ledger of a run.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public static Ledger begin(Path runFolder, LedgerEntry.Opened opened) {
    Ledger ledger = open(runFolder, List.of());
    ledger.append(opened);
    return ledger;
  }

  /** Goes on with the ledger of an interrupted run. */
  public static Ledger resume(Path runFolder) {
    Path file = runFolder.resolve(FILE);
    List<LedgerEntry> entries = LedgerFile.read(file);
    Ledger ledger = open(runFolder, entries);
    ledger.cutTornLine();
    return ledger;
  }

  /** Whether the folder has a ledger. */
  public static boolean isIn(Path runFolder) {
    return Files.isRegularFile(runFolder.resolve(FILE));
  }

  /** What is not healed yet in the ledger of a run folder, oldest first; empty without one. */
  public static List<Intent> unhealed(Path runFolder) {
    return isIn(runFolder) ? unhealed(LedgerFile.read(runFolder.resolve(FILE))) : List.of();
  }

  /** Whose ledger a run folder has; empty without one. */
  public static Optional<LedgerEntry.Opened> owner(Path runFolder) {
    return isIn(runFolder) ? opened(LedgerFile.read(runFolder.resolve(FILE))) : Optional.empty();
  }

  private static Ledger open(Path runFolder, List<LedgerEntry> entries) {
    Path file = runFolder.resolve(FILE);
    try {
      Files.createDirectories(runFolder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.position(channel.size());
      return new Ledger(file, channel, entries);
    } catch (IOException cause) {
      throw unwritable(file, cause);
    }
  }

  /** What a crash left of a line would spoil the next one. */
  private void cutTornLine() {
    try {
      byte[] all = Files.readAllBytes(file);
      int whole = all.length;
      while (whole > 0 && all[whole - 1] != '\n') {
        whole--;
      }
      channel.truncate(whole);
    } catch (IOException cause) {
      throw unwritable(file, cause);
    }
  }

  private static byte[] bytes(LedgerEntry entry) {
    return (LedgerFile.line(entry) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Adds an entry; it is on disk on return.
   *
   * @throws UncheckedIOException when it is not: then nothing may be injected
   */
  public synchronized void append(LedgerEntry entry) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(bytes(entry));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      entries.add(entry);
    } catch (IOException cause) {
      throw unwritable(file, cause);
    }
  }

  /** Whose ledger it is; empty when not even its first line was written. */
  public synchronized Optional<LedgerEntry.Opened> opened() {
    return opened(entries);
  }

  private static Optional<LedgerEntry.Opened> opened(List<LedgerEntry> entries) {
    return entries.stream()
        .filter(LedgerEntry.Opened.class::isInstance)
        .map(LedgerEntry.Opened.class::cast)
        .findFirst();
  }

  /** What is not healed yet, oldest first. */
  public synchronized List<Intent> unhealed() {
    return unhealed(entries);
  }

  private static List<Intent> unhealed(List<LedgerEntry> entries) {
    List<Intent> open = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      if (entry instanceof LedgerEntry.Intended intended) {
        open.add(intended.intent());
      } else if (entry instanceof LedgerEntry.Healed healed) {
        open.removeIf(
            intent ->
                intent.fault().equals(healed.fault())
                    && intent.incarnation().equals(healed.incarnation()));
      }
    }
    return List.copyOf(open);
  }

  private static UncheckedIOException unwritable(Path file, IOException cause) {
    return new UncheckedIOException(
        file + " cannot be written (" + cause.getMessage() + "); no fault is injected", cause);
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException cause) {
      throw new UncheckedIOException(file + " cannot be closed", cause);
    }
  }
}
