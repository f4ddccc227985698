package io.drillmaster.accuracy;

import io.drillmaster.check.Checks;
import io.drillmaster.check.Figures;
import io.drillmaster.check.FiguresFile;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.cli.Main;
import io.drillmaster.history.Header;
import io.drillmaster.history.HistoryFolder;
import io.drillmaster.process.ChildCommand;
import io.drillmaster.process.ChildProcess;
import io.drillmaster.time.ClockAnchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How true the stamps of a history are: a drill runs while tcpdump captures the loopback interface,
 * and the beginning and end of each participant's outage as recorded are compared with the packets
 * that carried them. By hand, as root: {@code java ... io.drillmaster.accuracy.AccuracyBenchmark
 * PARTICIPANTS [HOGS]}.
 *
 * <p>Without hogs it runs {@code crash-one-master} and holds the error of outage starts and ends
 * against the budget, p99 at most 5 ms. With hogs it runs {@code smoke} beside so many busy loops,
 * and asks something else: each stamp that is wrong by more than the run states must lie in a time
 * that the run calls unfit, or HarnessHonest must say that it cannot vouch for the run. Ends with 0
 * when that holds, else with 1; with 254 where it cannot be measured.
 */
public final class AccuracyBenchmark {

  private static final double BUDGET_MILLIS = 5;
  private static final int PER_ROOM = 4;

  /** Newcomers a second, as in the default drill. */
  private static final int JOINS_PER_SECOND = 100;

  private static final Duration RUN_BOUND = Duration.ofMinutes(10);

  /** Two clocks of one host that differ by more than this were set while we looked. */
  private static final Duration CLOCK_STEP = Duration.ofMillis(1);

  private static final int REFUSED = 254;

  private AccuracyBenchmark() {}

  public static void main(String[] args) throws Exception {
    Optional<String> refusal = Tcpdump.refusal();
    if (args.length == 0 || refusal.isPresent()) {
      System.err.println(refusal.orElse("give PARTICIPANTS, and HOGS if you like"));
      System.exit(REFUSED);
    }
    int participants = Integer.parseInt(args[0]);
    int hogs = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    System.exit(measure(participants, hogs));
  }

  private static int measure(int participants, int hogs) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("accuracy");
    try {
      Path capture = folder.resolve("lo.pcap");
      ClockAnchor before = ClockAnchor.now();
      Path run = run(folder, capture, participants, hogs);
      boolean isStepped = isStepped(before);
      if (!Files.exists(run.resolve("verdict.json"))) {
        System.out.println("the drill came to no verdict: nothing to compare");
        return REFUSED;
      }
      boolean isGood = report(run, capture, hogs > 0);
      return isStepped ? REFUSED : isGood ? 0 : 1;
    } finally {
      delete(folder);
    }
  }

  // ---- the run

  private static Path run(Path folder, Path capture, int participants, int hogs)
      throws IOException, InterruptedException {
    List<ChildProcess> busy = new ArrayList<>();
    try (Tcpdump tcpdump = Tcpdump.start(capture)) {
      for (int i = 1; i <= hogs; i++) {
        List<String> argv = List.of("/bin/sh", "-c", "while :; do :; done");
        busy.add(child(folder, "hog-" + i, argv));
      }
      drill(folder, participants, hogs > 0);
      tcpdump.close();
      System.out.println("tcpdump: " + tcpdump.said().replaceAll("\\R", "; "));
    } finally {
      busy.forEach(ChildProcess::close);
    }
    try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
      return runs.findFirst().orElseThrow();
    }
  }

  private static ChildProcess child(Path folder, String name, List<String> argv) {
    return ChildProcess.start(
        new ChildCommand(name, argv, Map.of(), folder.resolve(name + ".log")));
  }

  private static void drill(Path folder, int participants, boolean isStarved)
      throws InterruptedException {
    int rampUp = Math.max(isStarved ? 1 : 10, participants / JOINS_PER_SECOND);
    List<String> argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-Ddrillmaster.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                isStarved ? "smoke" : "crash-one-master",
                "--quiet",
                "--seed",
                "42",
                "--out",
                folder.resolve("runs").toString()));
    argv.addAll(List.of("--set", "load.sessions=" + participants / PER_ROOM));
    argv.addAll(List.of("--set", "load.rampUp=" + rampUp + "s"));
    try (ChildProcess drill = child(folder, "drill", argv)) {
      if (!drill.awaitEnd(RUN_BOUND)) {
        throw new IllegalStateException("the drill did not end within " + RUN_BOUND);
      }
      System.out.println("drill: " + drill.how());
      drill.logTail().forEach(line -> System.out.println("  " + line));
    }
  }

  private static boolean isStepped(ClockAnchor before) {
    ClockAnchor now = ClockAnchor.now();
    Duration moved = Duration.between(before.wallAt(now.nanos()), now.wall()).abs();
    System.out.printf(
        Locale.ROOT, "wall against monotonic clock over the run: %.3f ms%n", moved.toNanos() / 1e6);
    if (moved.compareTo(CLOCK_STEP) > 0) {
      System.out.println("the wall clock was set meanwhile: the capture cannot be compared");
    }
    return moved.compareTo(CLOCK_STEP) > 0;
  }

  // ---- the comparison

  private static boolean report(Path run, Path capture, boolean isStarved) throws IOException {
    HistoryFolder history = HistoryFolder.open(run);
    Wire wire = new Wire(anchor(history.headers()));
    PcapFile.read(capture, wire::accept);
    Comparison comparison = new Comparison(wire);
    history.read(comparison::accept);
    comparison.lines().forEach(System.out::println);
    boolean isHonest = isHonest(run, comparison.samples());
    double p99 = comparison.edgesP99Millis();
    boolean hasBoth = comparison.hasStartsAndEnds();
    if (!isStarved) {
      System.out.printf(
          Locale.ROOT,
          "outage starts and ends: p99 %.3f ms, budget %.0f ms%s%n",
          p99,
          BUDGET_MILLIS,
          hasBoth ? "" : "; but starts or ends are missing");
    }
    return isHonest && hasBoth && (isStarved || p99 <= BUDGET_MILLIS);
  }

  /** The first worker's; the other files' of the same host differ by what taking them took. */
  private static ClockAnchor anchor(List<Header> headers) {
    ClockAnchor worker =
        headers.stream()
            .filter(header -> header.writer().startsWith("worker"))
            .map(Header::anchor)
            .findFirst()
            .orElseThrow();
    double apart =
        headers.stream()
            .map(Header::anchor)
            .mapToLong(
                each -> Duration.between(each.wall(), worker.wallAt(each.nanos())).abs().toNanos())
            .max()
            .orElse(0);
    System.out.printf(
        Locale.ROOT, "clock anchors of the files agree within %.3f ms%n", apart / 1e6);
    return worker;
  }

  /** Whether each stamp that is off by more than stated lies in a time that is called unfit. */
  private static boolean isHonest(Path run, List<Comparison.Sample> samples) throws IOException {
    Judgement judgement = VerdictFile.read(Files.readString(run.resolve("verdict.json")));
    Figures.Fitness fitness =
        FiguresFile.read(Files.readString(run.resolve("figures.json"))).fitness();
    Verdict harness = judgement.verdict(Checks.HARNESS_HONEST).orElseThrow();
    double bound = Math.max(1, fitness.goodToMillis());
    List<Comparison.Sample> beyond =
        samples.stream().filter(each -> Math.abs(each.errorNanos()) / 1e6 > bound).toList();
    long uncovered =
        beyond.stream()
            .filter(each -> !isUnfit(fitness, (each.recordedAt() - judgement.zeroNanos()) / 1e9))
            .count();
    System.out.printf(
        Locale.ROOT,
        "HarnessHonest: %s, figures good to +-%.0f ms, %d unfit intervals; %d of %d stamps are off"
            + " by more, %d of them outside of the intervals%n%s%n",
        harness.result(),
        bound,
        fitness.unfit().size(),
        beyond.size(),
        samples.size(),
        uncovered,
        harness.reason().isEmpty() ? "  " + harness.figure() : "  " + harness.reason());
    return uncovered == 0 || harness.result() == Result.UNKNOWN;
  }

  private static boolean isUnfit(Figures.Fitness fitness, double seconds) {
    return fitness.unfit().stream()
        .anyMatch(each -> each.from() <= seconds && seconds <= each.to());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
