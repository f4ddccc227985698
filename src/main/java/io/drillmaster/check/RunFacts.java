package io.drillmaster.check;

import static io.drillmaster.check.Stamps.MILLI;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Times;
import io.drillmaster.history.Header;
import java.time.Duration;
import java.util.List;

/** What was run, with every clock and limit it was judged by. */
final class RunFacts {

  /** More intervals could not be told apart in a report. */
  private static final int MOST_UNFIT = 50;

  private RunFacts() {}

  static Figures.Run of(Progress progress, Header header, Drill drill) {
    long zero = progress.zero();
    return new Figures.Run(
        drill.name(),
        drill.proves(),
        header.target(),
        header.run(),
        header.seed(),
        header.tool(),
        header.java(),
        header.host(),
        header.wallAt(zero).toString(),
        zeroMeans(progress),
        Stamps.seconds(header.limits().limit().toNanos()),
        header.limits().limitWhy(),
        clocks(header.limits()),
        drill.load().sessions(),
        drill.load().participants(),
        Rounded.seconds(Math.max(progress.firstAt(), Stamps.NEVER) - zero),
        Rounded.seconds(progress.now() - zero),
        header.drillYaml());
  }

  private static String zeroMeans(Progress progress) {
    return progress.faults.all().isEmpty()
        ? "the steady state began; no fault was injected"
        : "inject of " + progress.faults.all().get(0).name;
  }

  private static List<Figures.Named> clocks(Limits limits) {
    ProtocolClocks protocol = limits.protocol();
    InfrastructureClocks infrastructure = limits.infrastructure();
    return List.of(
        named("LIMIT", limits.limit()),
        new Figures.Named("LIMIT is", limits.limitWhy()),
        named("settling", limits.settling()),
        new Figures.Named("protocol clocks", protocol.name()),
        named("window after a lost socket (W)", protocol.window()),
        named("ping every", protocol.pingEvery()),
        named("watchdog (PING)", protocol.watchdog()),
        named("a silent client is out after (SILENT)", protocol.silent()),
        named("the evicted are closed after (EVCLOSE)", protocol.evictedClose()),
        named("proof overdue after (STALL)", protocol.stall()),
        named("service must hold for (HOLD)", protocol.hold()),
        named("retry every", protocol.retryEvery()),
        named("join time-out", protocol.joinTimeout()),
        named("lease of a master", protocol.lease()),
        new Figures.Named("infrastructure clocks", infrastructure.name()),
        new Figures.Named(
            "health check",
            "every %s, time-out %s, %d bad, %d good"
                .formatted(
                    Times.seconds(infrastructure.checkEvery()),
                    Times.seconds(infrastructure.checkTimeout()),
                    infrastructure.unhealthyAfter(),
                    infrastructure.healthyAfter())),
        named("out of rotation after (T_eject)", limits.ejection()),
        named("first byte time-out", infrastructure.firstByteTimeout()),
        named("replacement after", infrastructure.replacementDelay()));
  }

  private static Figures.Named named(String name, Duration length) {
    return new Figures.Named(name, Times.seconds(length));
  }

  static Figures.Fitness fitness(Fitnesses fitness, long zero) {
    return new Figures.Fitness(
        millis(fitness.latenessMax()),
        millis(fitness.lagMax()),
        millis(fitness.gapMax()),
        fitness.stealMax(),
        fitness.foreignMax(),
        fitness.spells().stream()
            .limit(MOST_UNFIT)
            .map(
                each ->
                    new Figures.Unfit(
                        each.process(),
                        Rounded.seconds(each.from() - zero),
                        Rounded.seconds(each.to() - zero),
                        each.why()))
            .toList(),
        fitness.missing());
  }

  private static double millis(long nanos) {
    return Math.round(nanos * 10.0 / MILLI) / 10.0;
  }
}
