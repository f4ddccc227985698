package io.drillmaster.drill;

import io.drillmaster.drill.Bound.Chosen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the parts of a drill of checked values; a part with an invalid value is empty. */
final class DrillBuilder {

  /**
   * A step and where it stands.
   *
   * @param step empty = invalid, which is told already
   */
  record Placed(YamlNode.Place place, String path, Optional<Step> step) {}

  private final Bound root;
  private final Optional<TargetSpec> target;
  private final Map<FaultKind, Integer> named = new HashMap<>();

  DrillBuilder(Bound root, Problems problems) {
    this.root = root;
    this.target = target(root.at("target"), problems);
  }

  Bound at(String key) {
    return root.at(key);
  }

  Optional<TargetSpec> target() {
    return target;
  }

  private static Optional<TargetSpec> target(Bound bound, Problems problems) {
    Chosen chosen = bound.as(Chosen.class).orElse(null);
    if (chosen == null) {
      return Optional.empty();
    }
    Bound argument = chosen.argument();
    return switch (chosen.word()) {
      case "standing" -> argument.as(String.class).map(TargetSpec.StandingTwin::new);
      case "inventory" ->
          argument.as(String.class).map(file -> new TargetSpec.Inventoried(file, false));
      case "attach" -> EntranceForm.read(argument, problems).map(TargetSpec.Attach::new);
      case "aws" -> aws(argument);
      default -> twin(argument);
    };
  }

  private static Optional<TargetSpec> aws(Bound argument) {
    Optional<String> stack = argument.at("stack").as(String.class);
    Optional<String> region = argument.at("region").as(String.class);
    Optional<String> url = argument.at("url").as(String.class);
    Optional<SecretFrom> secret = EntranceForm.secret(argument);
    return stack.isPresent() && region.isPresent() && url.isPresent() && secret.isPresent()
        ? Optional.of(
            new TargetSpec.Aws(
                stack.get(),
                region.get(),
                argument.at("account").as(String.class),
                url.get(),
                secret.get()))
        : Optional.empty();
  }

  private static Optional<TargetSpec> twin(Bound argument) {
    Optional<Integer> masters = argument.at("masters").as(Integer.class);
    Optional<Integer> mediaNodes = argument.at("mediaNodes").as(Integer.class);
    Optional<Integer> balancers = argument.at("balancers").as(Integer.class);
    Optional<String> clocks = argument.at("clocks").as(String.class);
    Optional<String> protocol = argument.at("protocol").as(String.class);
    Optional<String> tells = argument.at("tells").as(String.class);
    if (masters.isEmpty()
        || mediaNodes.isEmpty()
        || balancers.isEmpty()
        || clocks.isEmpty()
        || protocol.isEmpty()
        || tells.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TargetSpec.Twin(
            masters.get(),
            mediaNodes.get(),
            balancers.get(),
            clocks.get().equals("aws") ? InfrastructureClocks.AWS : InfrastructureClocks.FAST,
            ProtocolClocks.named(protocol.get()),
            texts(argument.at("bugs")),
            tells.get().equals(DrillForm.PLACES)));
  }

  private static List<String> texts(Bound list) {
    return list.items().stream().flatMap(item -> item.as(String.class).stream()).toList();
  }

  Optional<Load> load() {
    Bound load = root.at("load");
    Optional<String> simulation = load.at("simulation").as(String.class);
    Optional<Integer> sessions = load.at("sessions").as(Integer.class);
    Optional<Integer> members = load.at("participantsPerSession").as(Integer.class);
    Optional<Duration> rampUp = load.at("rampUp").as(Duration.class);
    Optional<Duration> every = signalEvery();
    Optional<Boolean> publish = load.at("publish").as(Boolean.class);
    Optional<ClientPolicy> client = client(load.at("client"));
    if (simulation.isEmpty()
        || sessions.isEmpty()
        || members.isEmpty()
        || rampUp.isEmpty()
        || every.isEmpty()
        || publish.isEmpty()
        || client.isEmpty()) {
      return Optional.empty();
    }
    int workers = load.at("workers").as(Integer.class).orElse(0);
    return Optional.of(
        new Load(
            simulation.get(),
            sessions.get(),
            members.get(),
            rampUp.get(),
            every.get(),
            publish.get(),
            workers,
            client.get()));
  }

  /** How often participants signal; zero = a silent room; empty = invalid. */
  Optional<Duration> signalEvery() {
    Bound signals = root.at("load").at("signals");
    return signals.as(String.class).isPresent()
        ? Optional.of(Duration.ZERO)
        : signals.at("every").as(Duration.class);
  }

  private static Optional<ClientPolicy> client(Bound bound) {
    if (bound.as(String.class).isPresent()) {
      return Optional.of(ClientPolicy.OPENVIDU_BROWSER);
    }
    Optional<String> name = bound.at("name").as(String.class);
    Optional<Double> jitter = bound.at("retryJitter").as(Double.class);
    Optional<Duration> upgrade = bound.at("upgradeTimeout").as(Duration.class);
    Optional<Boolean> rejoin = bound.at("rejoinOnNetworkDisconnect").as(Boolean.class);
    Optional<Boolean> rebuild = bound.at("rebuildOnNodeCrashed").as(Boolean.class);
    Optional<Duration> retry = bound.at("restRetryEvery").as(Duration.class);
    Optional<Duration> attempt = bound.at("restAttemptTimeout").as(Duration.class);
    if (name.isEmpty()
        || jitter.isEmpty()
        || upgrade.isEmpty()
        || rejoin.isEmpty()
        || rebuild.isEmpty()
        || retry.isEmpty()
        || attempt.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ClientPolicy(
            name.get(),
            jitter.get(),
            upgrade.get(),
            rejoin.get(),
            rebuild.get(),
            retry.get(),
            attempt.get()));
  }

  List<Placed> timeline() {
    List<Placed> steps = new ArrayList<>();
    for (Bound item : root.at("timeline").items()) {
      steps.add(new Placed(item.place(), item.path(), item.as(Chosen.class).flatMap(this::step)));
    }
    return steps;
  }

  private Optional<Step> step(Chosen chosen) {
    Bound argument = chosen.argument();
    return switch (chosen.word()) {
      case "steady" ->
          argument.as(String.class).isPresent()
              ? Optional.of(new Step.Settled())
              : argument.as(Duration.class).map(Step.Steady::new);
      case "wait" -> argument.as(Duration.class).map(Step.Wait::new);
      case "until" -> until(argument, chosen.beside("within"));
      case "when" -> when(chosen);
      case "rehearse" -> argument.as(Chosen.class).flatMap(this::fault).map(Step.Rehearse::new);
      default -> fault(chosen).map(Step.Inject::new);
    };
  }

  private static Optional<Step> until(Bound recovered, Bound within) {
    if (recovered.value() == null || within.value() == null) {
      return Optional.empty();
    }
    return Optional.of(new Step.Until(within.as(Duration.class)));
  }

  private Optional<Step> when(Chosen chosen) {
    Optional<Condition> condition = chosen.argument().as(Condition.class);
    Optional<Duration> within = chosen.beside("within").as(Duration.class);
    Optional<Fault> fault = chosen.beside("then").as(Chosen.class).flatMap(this::fault);
    return condition.isPresent() && within.isPresent() && fault.isPresent()
        ? Optional.of(new Step.When(condition.get(), within.get(), fault.get()))
        : Optional.empty();
  }

  private Optional<Fault> fault(Chosen chosen) {
    FaultKind kind = kind(chosen.word()).orElse(null);
    Chosen victims = chosen.argument().as(Chosen.class).orElse(null);
    if (kind == null || victims == null) {
      return Optional.empty();
    }
    Role role = Role.of(victims.word());
    Optional<Selector> selector = selector(victims.argument());
    Bound length = victims.beside("for");
    if (selector.isEmpty() || (kind.timed() && length.value() == null)) {
      return Optional.empty();
    }
    int ordinal = named.merge(kind, 1, Integer::sum);
    String name = chosen.beside("name").as(String.class).orElse(kind.key() + "-" + ordinal);
    Optional<Duration> lasts = length.as(Duration.class);
    if (kind.parts()) {
      Set<Role> from = from(victims.beside("from"));
      Optional<Fault.Way> way = victims.beside("way").as(String.class).map(DrillBuilder::way);
      return from.isEmpty() || way.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Fault.Partition(
                  kind, name, role, selector.get(), from, way.get(), lasts.orElseThrow()));
    }
    return Optional.of(fault(kind, name, role, selector.get(), lasts));
  }

  private static Set<Role> from(Bound from) {
    List<String> words = from.as(String.class).map(List::of).orElseGet(() -> texts(from));
    return words.equals(List.of(DrillForm.ALL))
        ? Set.of(Role.values())
        : words.stream().map(Role::of).collect(Collectors.toUnmodifiableSet());
  }

  private static Fault.Way way(String word) {
    return Arrays.stream(Fault.Way.values())
        .filter(way -> way.key().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static Fault fault(
      FaultKind kind, String name, Role role, Selector selector, Optional<Duration> lasts) {
    return switch (kind) {
      case CRASH -> new Fault.Crash(name, role, selector);
      case VANISH -> new Fault.Vanish(name, role, selector);
      case FREEZE -> new Fault.Freeze(name, role, selector, lasts.orElseThrow());
      case SHUTDOWN -> new Fault.Shutdown(name, role, selector);
      case CUT_OFF, REFUSE -> throw new IllegalArgumentException("a partition is told from whom");
    };
  }

  private static Optional<FaultKind> kind(String word) {
    for (FaultKind kind : FaultKind.values()) {
      if (kind.key().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static Optional<Selector> selector(Bound bound) {
    List<String> nodes = texts(bound);
    return nodes.isEmpty() ? bound.as(Selector.class) : Optional.of(new Selector.Named(nodes));
  }

  /** As written, or those that every drill with, or without, a fault demands. */
  List<Objective> objectives(boolean hasFault) {
    Bound written = root.at("objectives");
    if (written.value() != null) {
      return written.items().stream().flatMap(item -> item.as(Objective.class).stream()).toList();
    }
    return hasFault
        ? Objective.AFTER_A_FAULT
        : List.of(ObjectiveText.parse("unexplained losses = 0"));
  }

  Set<String> require() {
    return texts(root.at("require")).stream().collect(Collectors.toUnmodifiableSet());
  }

  boolean strict() {
    return root.at("strict").as(Boolean.class).orElse(false);
  }

  Optional<Safety> safety() {
    Bound safety = root.at("safety");
    int masters =
        safety
            .at("minHealthyMasters")
            .as(Integer.class)
            .orElseGet(() -> Safety.leastMasters(target()));
    Optional<Duration> duration = safety.at("maxDuration").as(Duration.class);
    Optional<String> onAbort = safety.at("onAbort").as(String.class);
    return duration.isPresent() && onAbort.isPresent()
        ? Optional.of(
            new Safety(
                masters,
                duration.get(),
                Safety.OnAbort.valueOf(onAbort.get().toUpperCase(Locale.ROOT)),
                safety.at("window").as(Window.class),
                safety.at("change").as(String.class).orElse("")))
        : Optional.empty();
  }

  /** As written; `none` is a list without conditions. */
  List<Condition> abort() {
    return root.at("abort").items().stream()
        .flatMap(item -> item.as(Condition.class).stream())
        .toList();
  }
}
