package io.drillmaster.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The folder of one run and the names of what lies in it.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  /**
   * Runs begun in the same second get a suffix; more than this many means something else is wrong.
   */
  private static final int MOST_SUFFIXES = 100;

  /**
   * Makes a new folder {@code <drill>-<utc>-<seed>} below {@code runs}.
   *
   * @throws IllegalArgumentException when it cannot be made there; the message says why
   */
  public static RunFolder create(Path runs, String drill, Instant now, long seed) {
    String name = drill + "-" + STAMP.format(now.atZone(ZoneOffset.UTC)) + "-" + seed;
    try {
      Files.createDirectories(runs);
      for (int suffix = 0; suffix < MOST_SUFFIXES; suffix++) {
        Path path = runs.resolve(suffix == 0 ? name : name + "-" + suffix);
        if (path.toFile().mkdir()) {
          RunFolder folder = new RunFolder(path.toAbsolutePath().normalize());
          Files.createDirectories(folder.history());
          Files.createDirectories(folder.nodes());
          return folder;
        }
      }
      throw new AccessDeniedException(runs.toString());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "no run folder can be made below %s: %s; give a writable folder with --out"
              .formatted(runs, why(e)),
          e);
    }
  }

  private static String why(IOException refusal) {
    if (refusal instanceof AccessDeniedException) {
      return "this user may not write there";
    }
    if (refusal instanceof FileAlreadyExistsException) {
      return "it is a file";
    }
    String reason = refusal instanceof FileSystemException told ? told.getReason() : null;
    return reason == null ? "the system refuses it (" + refusal.getMessage() + ")" : reason;
  }

  /**
   * An existing run folder.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static RunFolder existing(Path path) {
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          path + " is not a folder; name a run folder, e.g. reports/latest");
    }
    if (!Files.isDirectory(path.resolve("history"))) {
      throw new IllegalArgumentException(
          path + " is not a run folder: it holds no history/; name one below reports/runs");
    }
    try {
      return new RunFolder(path.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The run's short id, which its session ids carry. */
  public static String runId(Instant now, long seed) {
    return Long.toString(now.getEpochSecond(), 36)
        + Long.toString(Math.floorMod(seed, 36L * 36 * 36), 36);
  }

  /** Points {@code reports/latest} at this run; a file system without links is left alone. */
  public void becomeLatest(Path runs) {
    Path parent = runs.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      return;
    }
    Path latest = parent.resolve("latest");
    try {
      Path fresh = parent.resolve(".latest-" + ProcessHandle.current().pid());
      Files.deleteIfExists(fresh);
      Files.createSymbolicLink(fresh, parent.relativize(path));
      Files.move(
          fresh,
          latest,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UnsupportedOperationException e) {
      org.slf4j.LoggerFactory.getLogger(RunFolder.class).debug("no link {}", latest, e);
    }
  }

  public Path history() {
    return path.resolve("history");
  }

  public Path history(String writer) {
    return history().resolve(writer + ".jsonl.zst");
  }

  public Path nodes() {
    return path.resolve("nodes");
  }

  public Path drill() {
    return path.resolve("drill.yaml");
  }

  /** The plan that the run was approved by, where it was. */
  public Path approval() {
    return path.resolve("approved-plan.json");
  }

  /** The command that repeats the run. */
  public Path command() {
    return path.resolve("command.txt");
  }

  public Path ledger() {
    return path.resolve("faults.ledger");
  }

  public Path verdict() {
    return path.resolve("verdict.json");
  }

  public Path figures() {
    return path.resolve("figures.json");
  }

  public Path report() {
    return path.resolve("report.html");
  }

  public Path junit() {
    return path.resolve("junit.xml");
  }

  public Path summary() {
    return path.resolve("summary.md");
  }
}
