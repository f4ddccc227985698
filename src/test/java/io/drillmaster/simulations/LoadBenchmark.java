package io.drillmaster.simulations;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.Load;
import io.drillmaster.process.ChildCommand;
import io.drillmaster.process.ChildProcess;
import io.drillmaster.process.MachineLimits;
import io.drillmaster.process.ProcessId;
import io.drillmaster.run.port.LoadGenerator.Command;
import io.drillmaster.simulations.worker.Fleet;
import io.drillmaster.time.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * CPU per 100,000 signal round trips and memory per participant of one load process, ours beside
 * Gatling's own ws DSL, against the same stub in a process of its own. Each participant sits alone
 * in its room and signals itself once a second; a round trip is a signal (or, with ours, a proof)
 * sent, notified and acknowledged. Ours records its history meanwhile. Run by hand: arguments are
 * {@code ours|stock PARTICIPANTS SECONDS}.
 */
public final class LoadBenchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private LoadBenchmark() {}

  /** What the stub counted, what the process used. */
  private record Reading(long members, long trips, Duration cpu, long rssKilobytes) {}

  public static void main(String[] arguments) throws Exception {
    boolean ours = arguments[0].equals("ours");
    int participants = Integer.parseInt(arguments[1]);
    Duration length = Duration.ofSeconds(Long.parseLong(arguments[2]));
    Path folder = Files.createTempDirectory("load-benchmark");
    try (ChildProcess stub = child(folder, "stub", List.of("-Xmx512m"), List.of(ChildMain.STUB))) {
      URI url = URI.create(stub.awaitReady(PATIENCE));
      Load load =
          new Load(
              "Conference",
              participants,
              1,
              Duration.ofSeconds(20),
              Duration.ofSeconds(1),
              false,
              1,
              ClientPolicy.OPENVIDU_BROWSER);
      if (ours) {
        ours(folder, url, load, length);
      } else {
        stock(folder, url, load, length);
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void ours(Path folder, URI url, Load load, Duration length) throws Exception {
    try (WorkerPool pool = new WorkerPool(Orders.launch(), null)) {
      pool.prepare(Orders.order(folder, url, load));
      ProcessId worker = pool.processes().get(0);
      long idle = rss(worker);
      pool.say(Command.START);
      measure("ours", url, worker, load.participants(), idle, length);
      pool.say(Command.LEAVE);
      pool.awaitEnd(PATIENCE);
      System.out.println(pool.failures());
      try (var files = Files.list(folder.resolve("history"))) {
        for (Path file : files.toList()) {
          System.out.printf("%s %,d bytes%n", file.getFileName(), Files.size(file));
        }
      }
    }
  }

  private static void stock(Path folder, URI url, Load load, Duration length) throws Exception {
    List<String> options =
        new ArrayList<>(Fleet.of(load, url, MachineLimits.ofThisMachine()).jvmOptions());
    options.add("-Dstock.url=" + url);
    options.add("-Dstock.participants=" + load.participants());
    try (ChildProcess stock =
        child(folder, "stock", options, List.of(ChildMain.STOCK, folder.toString()))) {
      Pause.of(SETTLE.dividedBy(5));
      measure("stock", url, stock.id(), load.participants(), rss(stock.id()), length);
    }
  }

  private static ChildProcess child(
      Path folder, String name, List<String> options, List<String> arguments) {
    return ChildProcess.start(
        new ChildCommand(
            name,
            Orders.launch().argv(options, arguments),
            Map.of(),
            folder.resolve(name + ".log")));
  }

  private static void measure(
      String name, URI url, ProcessId process, int participants, long idle, Duration length)
      throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Reading before = read(url, process);
    while (before.members() < participants && System.nanoTime() < deadline) {
      Pause.of(Duration.ofMillis(500));
      before = read(url, process);
    }
    System.out.printf(
        "%s: %,d in, %.1f CPU-s to get there%n",
        name, before.members(), before.cpu().toMillis() / 1e3);
    Pause.of(SETTLE);
    before = read(url, process);
    Pause.of(length);
    Reading after = read(url, process);
    long trips = after.trips() - before.trips();
    double cpu = after.cpu().minus(before.cpu()).toMillis() / 1e3;
    System.out.printf(
        "%s: %,d round trips, %.2f CPU-s: %.2f CPU-s per 100,000; RSS %,d KB idle, %,d KB at the"
            + " end: %.1f KB per participant%n",
        name,
        trips,
        cpu,
        cpu * 100_000 / trips,
        idle,
        after.rssKilobytes(),
        (after.rssKilobytes() - idle) / (double) participants);
  }

  private static Reading read(URI url, ProcessId process) throws Exception {
    String[] counts =
        HTTP.send(
                HttpRequest.newBuilder(url.resolve("/counts")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body()
            .split(" ", -1);
    Duration cpu =
        process.find().flatMap(handle -> handle.info().totalCpuDuration()).orElse(Duration.ZERO);
    return new Reading(Long.parseLong(counts[0]), Long.parseLong(counts[1]), cpu, rss(process));
  }

  private static long rss(ProcessId process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
