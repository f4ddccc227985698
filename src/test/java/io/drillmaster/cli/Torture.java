package io.drillmaster.cli;

import io.drillmaster.cli.child.ResultFile;
import io.drillmaster.time.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends the harness in the middle of drills, by every way in which programs end, at moments drawn by
 * lot, and looks what is left: nothing may be, once the guard or {@code heal} has done its work.
 * Half of the drills are against a cluster that lives on.
 */
final class Torture {

  /** How the harness ends. */
  enum End {
    /** kill -9: the guard must do it. */
    KILL("kill -9 of the harness"),
    /** kill -9 of the guard, too: `heal` must do it. */
    KILL_BOTH("kill -9 of harness and guard"),
    TERM("SIGTERM"),
    INT("Ctrl-C"),
    /** No byte more goes to the disk. */
    DISK_FULL("disk full");

    private final String words;

    End(String words) {
      this.words = words;
    }
  }

  /**
   * One run of it.
   *
   * @param number of the run, which with the seed makes its draws
   * @param fault as the drill says it
   * @param end how the harness ended
   * @param target own or standing
   * @param moment when, in words
   * @param guarded whether nothing was left before `heal` was run
   * @param left what was left after it; empty = nothing
   */
  record Outcome(
      int number,
      String fault,
      String end,
      String target,
      String moment,
      boolean guarded,
      List<String> left) {}

  private static final List<String> FAULTS =
      List.of(
          "crash: { master: one }",
          "crash: { mediaNode: one }",
          "vanish: { master: one }",
          "freeze: { master: one, for: 30s }",
          "freeze: { mediaNode: one, for: 30s }",
          "freeze: { store: one, for: 30s }",
          "freeze: { balancer: one, for: 30s }",
          "shutdown: { master: one }",
          "cut-off: { master: one, from: store, for: 30s }",
          "cut-off: { mediaNode: one, for: 30s }",
          "refuse: { master: one, from: balancer, for: 30s }");

  private static final String DRILL =
      """
      drill: torture
      proves: Whatever ends the harness, nothing stays broken.
      target: { twin: { masters: 2, mediaNodes: 2, protocol: fast } }
      load: { simulation: Conference, sessions: 4, participantsPerSession: 2, rampUp: 1s, signals: { every: 2s }, workers: 1 }
      timeline:
        - steady: 1s
        - %s
        - until: recovered
          within: 60s
        - steady: settled
      """;

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** The guard's time, and that of the clients' watchdogs; both are seconds. */
  private static final Duration DEAD_MAN = Duration.ofSeconds(20);

  private final Path home;
  private final long seed;

  Torture(Path home, long seed) {
    this.home = home;
    this.seed = seed;
  }

  /**
   * {@code FOLDER RUNS SEED}: appends to {@code FOLDER/torture.jsonl}, and goes on where it was.
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    long seed = Long.parseLong(arguments[2]);
    Files.createDirectories(folder);
    ResultFile<Outcome> file =
        new ResultFile<>(folder.resolve("torture.jsonl"), Outcome.class, "run of the torture");
    Torture torture = new Torture(folder, seed);
    for (int number = file.all().size() + 1; number <= Integer.parseInt(arguments[1]); number++) {
      Outcome outcome = torture.run(number);
      file.append(outcome);
      System.out.println(outcome);
    }
  }

  /** Plays one. */
  Outcome run(int number) throws Exception {
    Random random = new Random(seed * 7_919 + number);
    String fault = FAULTS.get(random.nextInt(FAULTS.size()));
    End end = End.values()[random.nextInt(End.values().length)];
    boolean standing = random.nextBoolean();
    boolean duringFault = random.nextInt(3) > 0;
    Duration wait = Duration.ofMillis(random.nextInt(duringFault ? 4_000 : 16_000));
    String moment =
        "%.1f s after the %s"
            .formatted(wait.toMillis() / 1e3, duringFault ? "fault began" : "start");
    Path place = Files.createDirectories(home.resolve("run-" + number));
    try (Disk disk = Disk.under(place.resolve("disk"), end == End.DISK_FULL)) {
      Path twin = place.resolve("twin");
      try (Program cluster = standing ? standUp(place, twin) : null) {
        Outcome outcome =
            new Outcome(
                number, fault, end.words, standing ? "standing" : "own", moment, true, List.of());
        Outcome played = play(outcome, end, duringFault, wait, place, standing ? twin : null, disk);
        if (cluster != null) {
          cluster.signal("TERM");
          cluster.exitCode(SOON);
        }
        return played;
      }
    }
  }

  private static Program standUp(Path place, Path twin) throws Exception {
    List<String> words = new ArrayList<>(List.of("twin", "up", "--protocol", "fast"));
    words.addAll(List.of("--masters", "2", "--media-nodes", "2", "--folder", twin.toString()));
    Program cluster = Program.start(place, Map.of(), words);
    cluster.await("stop +Ctrl-C", SOON);
    return cluster;
  }

  private static Outcome play(
      Outcome drawn,
      End end,
      boolean duringFault,
      Duration wait,
      Path place,
      @Nullable Path twin,
      Disk disk)
      throws Exception {
    Path drill = place.resolve("torture.yaml");
    Files.writeString(drill, DRILL.formatted(drawn.fault()));
    List<String> words =
        new ArrayList<>(List.of("run", drill.toString(), "--seed", "" + drawn.number()));
    words.addAll(List.of("--out", disk.folder().resolve("runs").toString()));
    if (twin != null) {
      words.addAll(List.of("--target", twin.resolve("target.yaml").toString()));
    }
    Remains remains = new Remains(disk.folder(), twin);
    try (Program harness = Program.start(place, Map.of(), words)) {
      if (duringFault) {
        harness.await("FAULT 1|PASS|FAIL|UNKNOWN|ended", SOON);
      }
      Pause.of(wait);
      switch (end) {
        case KILL -> harness.signal("KILL");
        case KILL_BOTH -> requireGuard(remains.killWithGuard(harness), duringFault);
        case TERM, INT -> harness.signal(end.name());
        case DISK_FULL -> disk.fill();
      }
      harness.exitCode(SOON);
    }
    boolean guarded = Pause.until(() -> remains.list().isEmpty(), LOOK_EVERY, DEAD_MAN);
    disk.empty();
    List<String> left = new ArrayList<>();
    if (hasRun(disk.folder())) {
      heal(place, disk.folder(), left);
      heal(place, disk.folder(), left);
    }
    if (!Pause.until(() -> remains.list().isEmpty(), LOOK_EVERY, DEAD_MAN)) {
      left.addAll(remains.list());
    }
    return new Outcome(
        drawn.number(), drawn.fault(), drawn.end(), drawn.target(), drawn.moment(), guarded, left);
  }

  /** Long before the fault a run has a guard, and a guard that is not found is not killed. */
  private static void requireGuard(boolean isFound, boolean duringFault) {
    if (duringFault && !isFound) {
      throw new IllegalStateException("no guard was found, so nothing was shown");
    }
  }

  private static boolean hasRun(Path folder) {
    return !runs(folder).isEmpty();
  }

  private static List<Path> runs(Path folder) {
    Path runs = folder.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(runs)) {
      return all.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run that ended before it had anything to heal says so, with 254. */
  private static void heal(Path place, Path folder, List<String> left) throws Exception {
    try (Program heal = Program.start(place, Map.of(), "heal", runs(folder).get(0).toString())) {
      int code = heal.exitCode(SOON);
      boolean nothing = code == ExitCode.BAD_INPUT && heal.printed().contains("has neither");
      if (code != ExitCode.PASS && !nothing) {
        left.add("heal ended with %d: %s".formatted(code, heal.printed().strip()));
      }
    }
  }
}
