package io.drillmaster.drill;

import io.drillmaster.drill.Bound.Chosen;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the parts of a drill of checked values; a part with an invalid value is empty. */
final class DrillBuilder {

  private final Bound root;
  private final Optional<TargetSpec> target;
  private final long seed;

  DrillBuilder(Bound root, long seed, Problems problems) {
    this.root = root;
    this.seed = seed;
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
      case "containers" -> containers(argument);
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

  private static Optional<TargetSpec> containers(Bound argument) {
    Optional<String> image = argument.at("image").as(String.class);
    Optional<String> store = argument.at("storeImage").as(String.class);
    return image.isPresent() && store.isPresent()
        ? own(argument, true)
            .map(twin -> twin.in(new TargetSpec.Images(image.get(), store.get())))
            .map(TargetSpec.class::cast)
        : Optional.empty();
  }

  private static Optional<TargetSpec> twin(Bound argument) {
    return argument
        .at("tells")
        .as(String.class)
        .flatMap(tells -> own(argument, tells.equals(DrillForm.PLACES)))
        .map(TargetSpec.class::cast);
  }

  /** A cluster of the run's own. */
  private static Optional<TargetSpec.Twin> own(Bound argument, boolean tellsPlaces) {
    Optional<Integer> masters = argument.at("masters").as(Integer.class);
    Optional<Integer> mediaNodes = argument.at("mediaNodes").as(Integer.class);
    Optional<Integer> balancers = argument.at("balancers").as(Integer.class);
    Optional<String> clocks = argument.at("clocks").as(String.class);
    Optional<String> protocol = argument.at("protocol").as(String.class);
    if (masters.isEmpty()
        || mediaNodes.isEmpty()
        || balancers.isEmpty()
        || clocks.isEmpty()
        || protocol.isEmpty()) {
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
            tellsPlaces,
            Optional.empty()));
  }

  static List<String> texts(Bound list) {
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

  List<TimelineBuilder.Placed> timeline() {
    return new TimelineBuilder(root.at("timeline"), seed).steps();
  }

  /** The timeline with everything that another seed might draw. */
  List<TimelineBuilder.Placed> possible() {
    return new TimelineBuilder(root.at("timeline"), seed).possible();
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
                safety.at("change").as(String.class).orElse(""),
                safety.at("foreignSessions").as(String.class).equals(Optional.of(DrillForm.ALLOW))))
        : Optional.empty();
  }

  /** Where the address of a webhook is. */
  Optional<SecretFrom> webhook() {
    return EntranceForm.place(root.at("notify"));
  }

  /** As written; `none` is a list without conditions. */
  List<Condition> abort() {
    return root.at("abort").items().stream()
        .flatMap(item -> item.as(Condition.class).stream())
        .toList();
  }
}
