package io.drillmaster.drill;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drill as canonical YAML: every key, every default, always in the same order. */
final class DrillWriter {

  private final Drill drill;
  private final StringBuilder out = new StringBuilder();

  DrillWriter(Drill drill) {
    this.drill = drill;
  }

  String text() {
    line("drill: " + drill.name());
    line("proves: " + quoted(drill.proves()));
    target(drill.target());
    load(drill.load());
    line("timeline:");
    drill.timeline().forEach(this::step);
    list("objectives", drill.objectives().stream().map(Objective::text).toList());
    list("require", drill.require().stream().sorted().toList());
    line("strict: " + drill.strict());
    line("safety:");
    line("  minHealthyMasters: " + drill.safety().minHealthyMasters());
    line("  maxDuration: " + Times.text(drill.safety().maxDuration()));
    line("  onAbort: " + drill.safety().onAbort().key());
    drill.safety().window().ifPresent(window -> line("  window: " + quoted(window.text())));
    if (!drill.safety().change().isEmpty()) {
      line("  change: " + quoted(drill.safety().change()));
    }
    if (drill.safety().foreignSessions()) {
      line("  foreignSessions: " + DrillForm.ALLOW);
    }
    drill
        .webhook()
        .ifPresent(
            place ->
                line("notify: { %s: %s }".formatted(place.place().key(), quoted(place.name()))));
    if (drill.abort().isEmpty()) {
      line("abort: none");
    } else {
      list("abort", drill.abort().stream().map(Condition::text).toList());
    }
    return out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void list(String key, List<String> items) {
    if (items.isEmpty()) {
      line(key + ": []");
      return;
    }
    line(key + ":");
    items.forEach(item -> line("  - " + quoted(item)));
  }

  private void target(TargetSpec target) {
    line("target:");
    if (target instanceof TargetSpec.Twin twin) {
      line("  " + twin.kind() + ":");
      line("    masters: " + twin.masters());
      line("    mediaNodes: " + twin.mediaNodes());
      line("    balancers: " + twin.balancers());
      line("    clocks: " + twin.infrastructure().name());
      line("    protocol: " + twin.protocol().name());
      line("    bugs: [" + String.join(", ", twin.bugs()) + "]");
      twin.images().ifPresentOrElse(this::images, () -> tells(twin));
    } else if (target instanceof TargetSpec.StandingTwin standing) {
      line("  standing: " + quoted(standing.folder()));
    } else if (target instanceof TargetSpec.Aws aws) {
      line("  aws:");
      line("    stack: " + aws.stack());
      line("    region: " + aws.region());
      aws.account().ifPresent(account -> line("    account: " + quoted(account)));
      line("    url: " + quoted(aws.url()));
      secret(aws.secretFrom());
    } else if (target instanceof TargetSpec.Inventoried inventoried) {
      line("  inventory: " + quoted(inventoried.file()));
    } else if (target instanceof TargetSpec.Attach attach) {
      entrance(attach.entrance());
    } else {
      throw new IllegalArgumentException("unknown target " + target.getClass());
    }
  }

  private void images(TargetSpec.Images images) {
    line("    image: " + quoted(images.node()));
    line("    storeImage: " + quoted(images.store()));
  }

  private void tells(TargetSpec.Twin twin) {
    line("    tells: " + (twin.tellsPlaces() ? DrillForm.PLACES : "nothing"));
  }

  private void entrance(Entrance entrance) {
    line("  attach:");
    line("    url: " + quoted(entrance.url()));
    secret(entrance.secretFrom());
    if (!entrance.ca().isEmpty()) {
      line("    ca: " + quoted(entrance.ca()));
    }
    if (!entrance.connectTo().isEmpty()) {
      line("    connectTo: " + quoted(entrance.connectTo()));
    }
    line("    clocks: " + entrance.infrastructure().name());
    line("    protocol: " + entrance.protocol().name());
  }

  private void secret(SecretFrom secret) {
    line("    secretFrom: { %s: %s }".formatted(secret.place().key(), quoted(secret.name())));
  }

  private void load(Load load) {
    line("load:");
    line("  simulation: " + load.simulation());
    line("  sessions: " + load.sessions());
    line("  participantsPerSession: " + load.participantsPerSession());
    line("  rampUp: " + Times.text(load.rampUp()));
    line(
        load.signalEvery().isZero()
            ? "  signals: none"
            : "  signals: { every: " + Times.text(load.signalEvery()) + " }");
    line("  publish: " + load.publish());
    line("  workers: " + (load.workers() == 0 ? "auto" : String.valueOf(load.workers())));
    client(load.client());
  }

  private void client(ClientPolicy client) {
    if (client.equals(ClientPolicy.OPENVIDU_BROWSER)) {
      line("  client: " + client.name());
      return;
    }
    line("  client:");
    line("    name: " + quoted(client.name()));
    line("    retryJitter: " + String.format(Locale.ROOT, "%s", client.retryJitter()));
    line("    upgradeTimeout: " + Times.text(client.upgradeTimeout()));
    line("    rejoinOnNetworkDisconnect: " + client.rejoinOnNetworkDisconnect());
    line("    rebuildOnNodeCrashed: " + client.rebuildOnNodeCrashed());
    line("    restRetryEvery: " + Times.text(client.restRetryEvery()));
    line("    restAttemptTimeout: " + Times.text(client.restAttemptTimeout()));
  }

  private void step(Step step) {
    if (step instanceof Step.Steady steady) {
      line("  - steady: " + Times.text(steady.length()));
    } else if (step instanceof Step.Settled) {
      line("  - steady: settled");
    } else if (step instanceof Step.Wait wait) {
      line("  - wait: " + Times.text(wait.length()));
    } else if (step instanceof Step.Until until) {
      line("  - until: recovered");
      line("    within: " + until.within().map(Times::text).orElse("auto"));
    } else if (step instanceof Step.Inject inject) {
      fault("  - ", inject.fault());
    } else if (step instanceof Step.When when) {
      line("  - when: " + quoted(when.condition().text()));
      line("    within: " + Times.text(when.within()));
      line("    then:");
      fault("      ", when.fault());
    } else if (step instanceof Step.Rehearse rehearse) {
      line("  - rehearse:");
      fault("      ", rehearse.fault());
    } else {
      throw new IllegalArgumentException("unknown step " + step.getClass());
    }
  }

  private void fault(String indent, Fault fault) {
    String lasts =
        fault.lasts().map((Duration length) -> ", for: " + Times.text(length)).orElse("");
    String parted = fault instanceof Fault.Partition partition ? parted(partition) : "";
    String losing =
        fault instanceof Fault.FailOver over ? ", losing: " + Times.text(over.losing()) : "";
    line(
        "%s%s: { %s: %s%s%s%s }"
            .formatted(
                indent,
                fault.kind().key(),
                fault.role().key(),
                SelectorText.text(fault.selector()),
                parted,
                losing,
                lasts));
    line(" ".repeat(indent.length()) + "name: " + fault.name());
  }

  private static String parted(Fault.Partition partition) {
    String way = partition.way() == Fault.Way.BOTH ? "" : ", way: " + partition.way().key();
    return partition.from().stream()
        .sorted()
        .map(Role::key)
        .collect(Collectors.joining(", ", ", from: [", "]" + way));
  }

  /** Double-quoted: the only style in which any text means itself. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (c < 0x20
                      || c == 0x7f
                      || c == 0x85
                      || c == 0x2028
                      || c == 0x2029
                      || c == 0xfeff) {
                    quoted.append(String.format("\\u%04x", c));
                  } else {
                    quoted.append((char) c);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }
}
