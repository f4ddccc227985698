package io.drillmaster.simulations.gatling;

import io.drillmaster.simulations.crew.Chart;
import io.drillmaster.time.ClockAnchor;
import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.session.Session;
import io.gatling.core.stats.StatsEngine;
import scala.Option;
import scala.collection.immutable.List;

/** Draws what happened to one participant into Gatling's statistics, at its true time. */
final class GatlingChart implements Chart {
  private final StatsEngine engine;
  private final ClockAnchor anchor;
  private final String scenario;
  private final List<String> groups;

  GatlingChart(StatsEngine engine, ClockAnchor anchor, Session session) {
    this.engine = engine;
    this.anchor = anchor;
    this.scenario = session.scenario();
    this.groups = session.groups();
  }

  @Override
  public void ok(String event, long fromNanos, long toNanos) {
    log(event, fromNanos, toNanos, OK$.MODULE$, Option.empty());
  }

  @Override
  public void ko(String event, long fromNanos, long toNanos, String why) {
    log(event, fromNanos, toNanos, KO$.MODULE$, Option.apply(why));
  }

  private void log(String event, long from, long to, Status status, Option<String> message) {
    engine.logResponse(
        scenario,
        groups,
        event,
        anchor.wallAt(from).toEpochMilli(),
        anchor.wallAt(to).toEpochMilli(),
        status,
        Option.empty(),
        message);
  }
}
