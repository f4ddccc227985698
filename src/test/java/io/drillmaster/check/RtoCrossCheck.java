package io.drillmaster.check;

import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.Witness;
import io.drillmaster.history.Event;
import io.drillmaster.history.Header;
import io.drillmaster.history.History;
import io.drillmaster.history.HistoryFolder;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import io.drillmaster.stats.Quantiles;
import io.drillmaster.twin.balancer.AccessLine;
import io.drillmaster.twin.balancer.BalancerCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Recovery times of one fault by three ways that share no stamp: as judged, from what load
 * processes saw; from the cluster's own side, which is the end of the victim's process, the
 * balancer's access log and the masters' webhooks by their own clocks; and from the canaries, on
 * another client stack in another process. Of the load's history the cluster's way takes names
 * only: which port and which connection are whose. By hand, on the folder of a run against a twin:
 * {@code java ... io.drillmaster.check.RtoCrossCheck RUN}; ends with 1 when they disagree.
 */
public final class RtoCrossCheck {

  /** The ways, each with its name in the table. */
  enum Source {
    JUDGED("judged, by the load"),
    CLUSTER("by the cluster's records"),
    CANARIES("by the canaries");

    private final String words;

    Source(String words) {
      this.words = words;
    }
  }

  private final Header header;
  private final Progress progress;
  private final Map<String, String> ownerOfPort = new HashMap<>();
  private final Map<String, String> ownerOfCon = new HashMap<>();
  private final List<ProbeEvent.Webhook> joins = new ArrayList<>();
  private final CanaryTimes canaries = new CanaryTimes();
  private long victimGoneAt = Stamps.NEVER;

  private RtoCrossCheck(Header header, Drill drill) {
    this.header = header;
    this.progress = new Progress(header, drill);
  }

  /** Prints the table and the comparison. */
  public static void main(String[] args) throws IOException {
    Path run = Path.of(args[0]);
    HistoryFolder history = HistoryFolder.open(run);
    Header header =
        history.headers().stream()
            .filter(each -> each.writer().equals(Header.HARNESS))
            .findFirst()
            .orElseThrow();
    List<AccessLine> lines =
        Files.readAllLines(run.resolve("nodes").resolve("access.jsonl")).stream()
            .map(BalancerCodec::readLine)
            .toList();
    Table table = of(history, header, drill(header), lines);
    System.out.print(table.text());
    System.exit(table.disagreements().isEmpty() ? 0 : 1);
  }

  /** The drill as executed, in a file that bears its name. */
  private static Drill drill(Header header) {
    String first = header.drillYaml().lines().findFirst().orElse("");
    return DrillFile.read(first.replace("drill:", "").strip() + ".yaml", header.drillYaml());
  }

  /** The three ways over one run; its first fault counts. */
  static Table of(History history, Header header, Drill drill, List<AccessLine> lines) {
    RtoCrossCheck check = new RtoCrossCheck(header, drill);
    history.read(check::accept);
    Map<Source, double[]> seconds = new HashMap<>();
    seconds.put(Source.JUDGED, check.judged());
    seconds.put(Source.CLUSTER, check.byTheCluster(lines));
    seconds.put(Source.CANARIES, check.canaries.seconds());
    return new Table(seconds, check.barSeconds());
  }

  private void accept(Recorded recorded) {
    progress.accept(recorded);
    Event event = recorded.event();
    boolean isOfTheLoad = recorded.writer().startsWith("worker");
    if (event instanceof SocketEvent.Opened opened && isOfTheLoad) {
      ownerOfPort.put(opened.local(), opened.who());
    } else if (event instanceof MemberEvent.Joined joined && isOfTheLoad) {
      ownerOfCon.put(joined.con(), joined.who());
    } else if (event instanceof ProbeEvent.Webhook webhook
        && webhook.event().equals("participantJoined")) {
      joins.add(webhook);
    } else if (event instanceof NodeEvent.Gone gone && isFirstVictim(gone)) {
      victimGoneAt = gone.at();
    }
    if (recorded.writer().equals("prober") && !progress.faults.all().isEmpty()) {
      canaries.accept(event, first().injectedFrom);
    }
  }

  private Struck first() {
    return progress.faults.all().get(0);
  }

  private boolean isFirstVictim(NodeEvent.Gone gone) {
    return !happened(victimGoneAt)
        && !progress.faults.all().isEmpty()
        && first().targets.contains(gone.node());
  }

  private double[] judged() {
    if (progress.faults.all().isEmpty()) {
      return new double[0];
    }
    return Recoveries.of(progress).items().stream()
        .filter(item -> item.back() && item.attribution().fault() == first())
        .mapToDouble(Recoveries.Item::seconds)
        .toArray();
  }

  /** From the end of the victim to the last accepted upgrade or join of each who had one. */
  private double[] byTheCluster(List<AccessLine> lines) {
    if (!happened(victimGoneAt)) {
      return new double[0];
    }
    long until = Math.min(victimGoneAt + progress.clocks.limit, progress.watchedUntil());
    Map<String, Long> backAt = new HashMap<>();
    for (AccessLine line : lines) {
      String who = ownerOfPort.get(line.client());
      if (line.kind() == AccessLine.Kind.UPGRADE && who != null) {
        back(backAt, who, line.atNanos(), until);
      }
    }
    for (ProbeEvent.Webhook join : joins) {
      String who = ownerOfCon.get(join.con());
      if (who != null) {
        Instant sent = Instant.ofEpochMilli(join.sentAt());
        back(backAt, who, header.anchor().nanosAt(sent), until);
      }
    }
    return backAt.values().stream().mapToDouble(at -> Stamps.seconds(at - victimGoneAt)).toArray();
  }

  private void back(Map<String, Long> backAt, String who, long at, long until) {
    if (at > victimGoneAt && at <= until) {
      backAt.merge(who, at, Math::max);
    }
  }

  /**
   * What ways may differ by: who is in again proves it at once, or again after a retry; and stamps
   * are good to what the run states.
   */
  private double barSeconds() {
    return header.limits().protocol().proofRetry().toNanos() / 1e9
        + Stamps.seconds(progress.fitness.latenessMax());
  }

  /** Recovery times of the canaries: from the fault to the first proof after a loss. */
  private static final class CanaryTimes {
    private final Map<String, Long> outSince = new HashMap<>();
    private final List<Double> seconds = new ArrayList<>();

    void accept(Event event, long struckAt) {
      if (event instanceof SocketEvent.Closed closed && !closed.willing()) {
        out(closed.who(), struckAt);
      } else if (event instanceof MemberEvent.Told told) {
        out(told.who(), struckAt);
      } else if (event instanceof SignalEvent.Received received
          && received.purpose() == SignalEvent.Purpose.PROOF
          && received.sender().equals(received.who())) {
        Long since = outSince.remove(received.who());
        if (since != null) {
          seconds.add(Stamps.seconds(received.at() - since));
        }
      }
    }

    /** Newcomers and joiners come and go on purpose; a stoic stays on purpose. */
    private void out(String who, long struckAt) {
      if (Witness.of(who).filter(part -> part == Witness.CANARY).isPresent()) {
        outSince.putIfAbsent(who, struckAt);
      }
    }

    double[] seconds() {
      return seconds.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /**
   * The result.
   *
   * @param seconds recovery times of each way, in any order
   * @param barSeconds what quantiles of two ways may differ by
   */
  record Table(Map<Source, double[]> seconds, double barSeconds) {

    private static final double[] SHARES = {0.5, 0.95};

    /** The share of the smallest value. */
    private static final double LEAST = 1e-9;

    Table {
      seconds = Map.copyOf(seconds);
    }

    private double[] of(Source source) {
      return seconds.getOrDefault(source, new double[0]);
    }

    /** Where the ways differ by more than they may; empty = they agree. */
    List<String> disagreements() {
      List<String> differ = new ArrayList<>();
      double[] judged = of(Source.JUDGED);
      double[] cluster = of(Source.CLUSTER);
      if (judged.length == 0 || cluster.length == 0) {
        return List.of("nobody was hit, or one of the records is missing");
      }
      if (judged.length != cluster.length) {
        differ.add(
            "%d were judged to be back, the cluster let %d in again"
                .formatted(judged.length, cluster.length));
      }
      for (double share : SHARES) {
        double apart = quantile(judged, share) - quantile(cluster, share);
        if (Math.abs(apart) > barSeconds) {
          differ.add(
              String.format(
                  Locale.ROOT,
                  "p%.0f differs by %.3f s; %.3f s may be",
                  100 * share,
                  apart,
                  barSeconds));
        }
      }
      for (double canary : of(Source.CANARIES)) {
        if (canary < quantile(judged, LEAST) - barSeconds
            || canary > quantile(judged, 1) + barSeconds) {
          differ.add(
              String.format(
                  Locale.ROOT, "a canary was back after %.3f s, as nobody of the load", canary));
        }
      }
      return differ;
    }

    private static double quantile(double[] of, double share) {
      return Quantiles.of(of, share).orElse(Double.NaN);
    }

    String text() {
      StringBuilder text = new StringBuilder();
      for (Source source : Source.values()) {
        double[] times = of(source);
        text.append(
            String.format(
                Locale.ROOT,
                "%-26s n %,6d  least %7.3f s  p50 %7.3f s  p95 %7.3f s  most %7.3f s%n",
                source.words,
                times.length,
                quantile(times, LEAST),
                quantile(times, 0.5),
                quantile(times, 0.95),
                quantile(times, 1)));
      }
      List<String> differ = disagreements();
      text.append(
          differ.isEmpty()
              ? String.format(Locale.ROOT, "they agree within %.3f s%n", barSeconds)
              : "they disagree: " + String.join("; ", differ) + System.lineSeparator());
      return text.toString();
    }
  }
}
