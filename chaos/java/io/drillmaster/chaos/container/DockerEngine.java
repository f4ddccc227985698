package io.drillmaster.chaos.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.api.model.WaitResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** Docker: Testcontainers starts and waits, Docker's own client does the harm. */
final class DockerEngine implements Engine {

  private static final String LABEL = "io.drillmaster.";
  private static final String RUN = LABEL + "run";

  /** The name of a container's node. */
  static final String NODE = LABEL + "node";

  private static final String ADDRESS = LABEL + "address";

  /** A dozen JVMs at once on two busy cores. */
  private static final Duration READY_BOUND = Duration.ofSeconds(60);

  private static final String LOCAL = "127.0.0.1";

  private final DockerClient client;

  private DockerEngine(DockerClient client) {
    this.client = client;
  }

  /**
   * Reaches the engine.
   *
   * @throws EngineFailed when there is none; the message says what was tried and the cure
   */
  static DockerEngine open(Map<String, String> environment) {
    EnginePlace.refusal(environment)
        .ifPresent(
            why -> {
              throw new EngineFailed(why, null);
            });
    try {
      return new DockerEngine(DockerClientFactory.instance().client());
    } catch (IllegalStateException | DockerException unreachable) {
      String why = String.valueOf(unreachable.getMessage()).lines().findFirst().orElse("");
      throw new EngineFailed(
          "the container engine does not answer: "
              + EnginePlace.cure(EnginePlace.url(environment), why),
          unreachable);
    }
  }

  @Override
  public boolean hasImage(String image) {
    try {
      client.inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException absent) {
      return false;
    }
  }

  @Override
  public boolean makeNetwork(String run, String subnet, String gateway) {
    Network.Ipam.Config config = new Network.Ipam.Config().withSubnet(subnet).withGateway(gateway);
    try {
      org.testcontainers.containers.Network made =
          org.testcontainers.containers.Network.builder()
              .createNetworkCmdModifier(
                  cmd ->
                      cmd.withName("drillmaster-" + run)
                          .withIpam(new Network.Ipam().withConfig(config))
                          .withLabels(new HashMap<>(Map.of(RUN, run))))
              .build();
      return !made.getId().isEmpty();
    } catch (DockerException refused) {
      if (String.valueOf(refused.getMessage()).contains("overlap")) {
        return false;
      }
      throw failed("a network cannot be made", refused);
    }
  }

  /** Of Testcontainers; whoever owns the run removes it by its label. */
  @Override
  @SuppressWarnings("resource")
  public String start(Order order, Consumer<String> output) {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(order.image()))
            .withImagePullPolicy(image -> false)
            .withCreateContainerCmdModifier(cmd -> shape(cmd, order))
            .withEnv(order.environment())
            .withLabels(labels(order))
            .withLogConsumer(frame -> frame.getUtf8String().lines().forEach(output))
            .waitingFor(Wait.forLogMessage(order.ready(), 1))
            .withStartupTimeout(READY_BOUND);
    try {
      container.start();
      return container.getContainerId();
    } catch (ContainerLaunchException | DockerException failure) {
      throw failed(order.name() + " did not come up in a container", rootOf(failure));
    }
  }

  private static Map<String, String> labels(Order order) {
    return Map.of(
        RUN,
        order.run(),
        NODE,
        order.name(),
        ADDRESS,
        order.address(),
        LabelledContainers.ROLE,
        order.role());
  }

  private void shape(CreateContainerCmd cmd, Order order) {
    String network = network(order.run());
    HostConfig host = Objects.requireNonNull(cmd.getHostConfig());
    String shared = order.shared().toAbsolutePath().toString();
    host.withBinds(new Bind(shared, new Volume(shared)))
        .withNetworkMode(network)
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"));
    order
        .published()
        .map(ExposedPort::tcp)
        .ifPresent(
            port -> {
              cmd.withExposedPorts(port);
              host.withPortBindings(new PortBinding(Ports.Binding.bindIp(LOCAL), port));
            });
    cmd.withIpv4Address(order.address())
        .withHostName(order.name())
        .withUser(owner(order.shared()))
        .withEntrypoint(order.argv().subList(0, 1))
        .withCmd(order.argv().subList(1, order.argv().size()));
  }

  /** Who owns the shared folder may read what is in it, and nobody else. */
  private static String owner(Path folder) {
    try {
      return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
    } catch (IOException cause) {
      throw new UncheckedIOException("the owner of " + folder + " cannot be told", cause);
    }
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static EngineFailed failed(String what, Throwable cause) {
    return new EngineFailed(what + ": " + cause.getMessage(), cause);
  }

  private String network(String run) {
    return networks(run)
        .findFirst()
        .orElseThrow(() -> new EngineFailed("run " + run + " has no network", null));
  }

  private Stream<String> networks(String run) {
    return client.listNetworksCmd().withFilter("label", List.of(RUN + "=" + run)).exec().stream()
        .map(Network::getId);
  }

  @Override
  public Optional<Found> look(String id) {
    try {
      return Optional.of(found(client.inspectContainerCmd(id).exec()));
    } catch (NotFoundException gone) {
      return Optional.empty();
    }
  }

  private static Found found(InspectContainerResponse seen) {
    InspectContainerResponse.ContainerState state = seen.getState();
    Map<String, String> labels = Objects.requireNonNull(seen.getConfig().getLabels());
    boolean runs = Boolean.TRUE.equals(state.getRunning());
    State how =
        !runs ? State.ENDED : Boolean.TRUE.equals(state.getPaused()) ? State.PAUSED : State.RUNNING;
    Long pid = state.getPidLong();
    Long exit = state.getExitCodeLong();
    return new Found(
        seen.getId(),
        labels.getOrDefault(NODE, ""),
        labels.getOrDefault(ADDRESS, ""),
        pid == null ? 0 : pid,
        how,
        !seen.getNetworkSettings().getNetworks().isEmpty(),
        exit == null ? 0 : exit.intValue());
  }

  @Override
  public List<Found> ofRun(String run) {
    return containers(run).stream().flatMap(each -> look(each.getId()).stream()).toList();
  }

  private List<Container> containers(String run) {
    return client.listContainersCmd().withShowAll(true).withLabelFilter(Map.of(RUN, run)).exec();
  }

  @Override
  public List<Labelled> labelled(String label) {
    return client
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(List.of(label))
        .exec()
        .stream()
        .map(DockerEngine::labelled)
        .toList();
  }

  private static Labelled labelled(Container found) {
    String address =
        Optional.ofNullable(found.getNetworkSettings()).stream()
            .flatMap(settings -> settings.getNetworks().values().stream())
            .map(ContainerNetwork::getIpAddress)
            .filter(each -> each != null && !each.isEmpty())
            .findFirst()
            .orElse("");
    String name = found.getNames().length == 0 ? found.getId() : found.getNames()[0].substring(1);
    return new Labelled(found.getId(), name, found.getLabels(), address);
  }

  @Override
  public Optional<Integer> published(String id) {
    return client
        .inspectContainerCmd(id)
        .exec()
        .getNetworkSettings()
        .getPorts()
        .getBindings()
        .values()
        .stream()
        .filter(Objects::nonNull)
        .flatMap(Stream::of)
        .map(Ports.Binding::getHostPortSpec)
        .map(Integer::valueOf)
        .findFirst();
  }

  @Override
  public void onEnd(String id, IntConsumer exit) {
    client
        .waitContainerCmd(id)
        .exec(
            new ResultCallback.Adapter<WaitResponse>() {
              @Override
              public void onNext(WaitResponse ended) {
                exit.accept(Objects.requireNonNull(ended.getStatusCode()));
              }
            });
  }

  /** To whom nothing can be done any more, nothing needs to be done. */
  private void doing(String what, Runnable act) {
    try {
      act.run();
    } catch (NotFoundException | NotModifiedException gone) {
      // it has ended, or is so already
    } catch (DockerException refused) {
      String why = String.valueOf(refused.getMessage());
      if (!why.contains("is not running") && !why.contains("is not paused")) {
        throw failed(what + " is refused by the container engine", refused);
      }
    }
  }

  @Override
  public void kill(String id) {
    doing("kill", () -> client.killContainerCmd(id).exec());
  }

  @Override
  public void terminate(String id) {
    doing("stop", () -> client.killContainerCmd(id).withSignal("TERM").exec());
  }

  @Override
  public void resume(String id) {
    doing("start", () -> client.startContainerCmd(id).exec());
  }

  @Override
  public void pause(String id) {
    doing("pause", () -> client.pauseContainerCmd(id).exec());
  }

  @Override
  public void unpause(String id) {
    doing("unpause", () -> client.unpauseContainerCmd(id).exec());
  }

  @Override
  public void disconnect(String run, String id) {
    doing(
        "network disconnect",
        () ->
            client
                .disconnectFromNetworkCmd()
                .withNetworkId(network(run))
                .withContainerId(id)
                .withForce(true)
                .exec());
  }

  @Override
  public void connect(String run, String id, String address) {
    doing(
        "network connect",
        () ->
            client
                .connectToNetworkCmd()
                .withNetworkId(network(run))
                .withContainerId(id)
                .withContainerNetwork(
                    new ContainerNetwork()
                        .withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(address)))
                .exec());
  }

  @Override
  public List<String> removeAll(String run) {
    List<String> removed = new ArrayList<>();
    for (Container container : containers(run)) {
      doing(
          "removal",
          () ->
              client
                  .removeContainerCmd(container.getId())
                  .withForce(true)
                  .withRemoveVolumes(true)
                  .exec());
      removed.add(container.getLabels().getOrDefault(NODE, container.getId()));
    }
    networks(run).forEach(id -> doing("removal", () -> client.removeNetworkCmd(id).exec()));
    if (!containers(run).isEmpty() || networks(run).findAny().isPresent()) {
      throw new EngineFailed("containers or networks of run " + run + " are left", null);
    }
    return List.copyOf(removed);
  }

  /** The client belongs to Testcontainers, which ends it with this process. */
  @Override
  public void close() {}
}
