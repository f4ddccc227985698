package io.drillmaster.cli;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.ExpectedBlast;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.drill.Times;
import io.drillmaster.report.Ink;
import io.drillmaster.report.OpeningText;
import java.util.ArrayList;
import java.util.List;

/** What a run says before it starts. */
final class Opening {

  private Opening() {}

  /** The block for a drill. */
  static String text(DrillChoice.Chosen chosen, Ink ink) {
    Drill drill = chosen.drill();
    List<OpeningText.Line> lines = new ArrayList<>();
    lines.add(new OpeningText.Line("machine", MachineFit.read().line(drill.load().participants())));
    lines.add(new OpeningText.Line("cluster", cluster(drill)));
    lines.add(new OpeningText.Line("clocks", clocks(chosen.limits())));
    for (Step step : drill.timeline()) {
      String does = step.injects().isPresent() ? "plan" : "rehearse";
      step.speaksOf().ifPresent(fault -> lines.add(new OpeningText.Line(does, plan(drill, fault))));
    }
    if (drill.timeline().stream().allMatch(step -> step.speaksOf().isEmpty())) {
      lines.add(new OpeningText.Line("plan", "no fault: a control"));
    }
    lines.add(
        new OpeningText.Line(
            "stop", "Ctrl-C or ./drillmaster stop heals, judges what there is and ends with 2"));
    return new OpeningText(ink)
        .text(drill.name(), chosen.seed(), drill.target().kind(), drill.proves(), lines);
  }

  static String cluster(Drill drill) {
    if (drill.target() instanceof TargetSpec.Twin twin) {
      String bugs = twin.bugs().isEmpty() ? "" : " | BUGS ON: " + String.join(", ", twin.bugs());
      String places = twin.tellsPlaces() ? "" : " | tells no places";
      String balancers = twin.balancers() == 1 ? "balancer" : twin.balancers() + " balancers";
      return "%s | %d masters | %d media nodes | redis, %s%s%s"
          .formatted(balancers, twin.masters(), twin.mediaNodes(), place(twin), places, bugs);
    }
    if (drill.target() instanceof TargetSpec.StandingTwin standing) {
      return "the twin standing in " + standing.folder();
    }
    if (drill.target() instanceof TargetSpec.Aws aws) {
      return "stack %s in %s, reached by %s".formatted(aws.stack(), aws.region(), aws.url());
    }
    if (drill.target() instanceof TargetSpec.Attach attach) {
      return attach.entrance().url() + " | nodes not known";
    }
    if (drill.target() instanceof TargetSpec.Inventoried inventoried) {
      return "%s | %d masters | %d media nodes, listed in %s"
          .formatted(
              Foreign.inventory(drill).orElseThrow().entrance().url(),
              Wiring.nodes(drill, Role.MASTER),
              Wiring.nodes(drill, Role.MEDIA_NODE),
              inventoried.file());
    }
    throw new IllegalStateException("no words for a target " + drill.target().getClass().getName());
  }

  private static String place(TargetSpec.Twin twin) {
    return twin.images()
        .map(images -> "in containers of %s and %s".formatted(images.node(), images.store()))
        .orElse("on this machine");
  }

  static String clocks(Limits limits) {
    return "protocol %s, infrastructure %s; back within %s (%s)"
        .formatted(
            limits.protocol().name(),
            limits.infrastructure().name(),
            Times.seconds(limits.limit()),
            limits.limitWhy());
  }

  private static String plan(Drill drill, Fault fault) {
    int nodes = Wiring.nodes(drill, fault.role());
    if (nodes == 0) {
      return fault.kind().key() + " " + fault.role().key() + ", chosen at the time";
    }
    ExpectedBlast blast = ExpectedBlast.of(fault, nodes, drill.load());
    String what =
        "%s %d of %d %ss%s"
            .formatted(
                fault.kind().key(),
                blast.victims(),
                nodes,
                fault.role() == Role.MEDIA_NODE ? "media node" : fault.role().key(),
                fault.lasts().map(length -> " for " + Times.seconds(length)).orElse(""));
    return "%s; expect ~%,d of %,d hit (%,d by their entry, ~%,d sessions rebuilt); %d stay"
        .formatted(
            what,
            blast.participants(),
            drill.load().participants(),
            blast.sockets(),
            blast.sessions(),
            nodes - blast.victims());
  }
}
