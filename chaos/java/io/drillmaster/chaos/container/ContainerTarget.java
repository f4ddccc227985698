package io.drillmaster.chaos.container;

import io.drillmaster.chaos.Driver;
import io.drillmaster.chaos.NemesisOrder;
import io.drillmaster.chaos.Witness;
import io.drillmaster.chaos.process.ProcessDriver;
import io.drillmaster.chaos.process.StoreDriver;
import io.drillmaster.chaos.process.TwinTarget;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.Recorder;
import io.drillmaster.process.Signals;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Target;
import io.drillmaster.run.port.TargetCard;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.TwinException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A twin in containers as the target of a run, which it ends with. Thread-safe. */
public final class ContainerTarget implements Target {
  /** The hidden command that removes what a dead run left; its argument is the run. */
  public static final String REMOVE = "containers-away";

  private static final String KIND = "CONTAINERS";

  private static final String MEANS =
      "A verdict on the twin speaks of the twin, in containers too. It says nothing about your"
          + " servers: none of their code runs here.";

  private final TwinTarget twin;
  private final ContainerSite site;
  private final ContainerSignals signals;
  private final List<WebhookRelay> relays;

  private ContainerTarget(
      TwinTarget twin, ContainerSite site, ContainerSignals signals, List<WebhookRelay> relays) {
    this.twin = twin;
    this.site = site;
    this.signals = signals;
    this.relays = List.copyOf(relays);
  }

  /**
   * Why a twin cannot be started in containers here, with the cure; empty = it can.
   *
   * @param environment of this process, which may say where the engine is
   */
  public static Optional<String> refusal(
      TargetSpec.Images images, Map<String, String> environment) {
    try (Engine engine = DockerEngine.open(environment)) {
      return refusal(engine, images);
    } catch (EngineFailed absent) {
      return Optional.of("target.containers: " + absent.getMessage());
    }
  }

  static Optional<String> refusal(Engine engine, TargetSpec.Images images) {
    if (!engine.hasImage(images.node())) {
      return Optional.of(
          "target.containers.image: there is no image %1$s here, and none is fetched; make it: mvn -B package -Dmaven.test.skip=true && docker build -t %1$s ."
              .formatted(images.node()));
    }
    if (!engine.hasImage(images.store())) {
      return Optional.of(
          "target.containers.storeImage: there is no image %1$s here, and none is fetched; get it: docker pull %1$s, or name one with redis-server"
              .formatted(images.store()));
    }
    return Optional.empty();
  }

  /**
   * Starts a twin in containers.
   *
   * @param run by which its containers are found again
   * @throws EngineFailed when there is no engine
   * @throws TwinException when a node does not come up; nothing is left running
   */
  public static ContainerTarget start(TargetSpec.Twin spec, TwinTarget.Order order, String run) {
    Engine engine = DockerEngine.open(System.getenv());
    order.guard().afterDeath(order.launch().argv(List.of(), List.of(REMOVE, run)));
    ContainerSite site =
        ContainerSite.make(engine, spec.images().orElseThrow(), run, TwinTarget.folder(order));
    List<WebhookRelay> relays = new ArrayList<>();
    boolean isUp = false;
    try {
      order.webhooks().forEach(url -> relays.add(WebhookRelay.open(site.gateway(), url)));
      List<URI> webhooks = relays.stream().map(WebhookRelay::url).toList();
      TargetCard card = new TargetCard(KIND, MEANS, "containers:" + run, TwinTarget.summary(spec));
      TwinTarget twin = TwinTarget.start(spec, order.telling(webhooks), site, card);
      isUp = true;
      return new ContainerTarget(
          twin, site, new ContainerSignals(engine, run, Signals.system()), relays);
    } finally {
      if (!isUp) {
        relays.forEach(WebhookRelay::close);
        site.close();
      }
    }
  }

  /** With the place where people and their browsers find the balancers. */
  @Override
  public TargetCard card() {
    TargetCard card = twin.card();
    String fronts = site.published().stream().map(URI::toString).collect(Collectors.joining(", "));
    return new TargetCard(
        card.kind(), card.means(), card.identity(), card.summary() + ", published at " + fronts);
  }

  @Override
  public Access access() {
    return twin.access();
  }

  @Override
  public List<Node> nodes() {
    return twin.nodes();
  }

  @Override
  public void observe(Recorder recorder) {
    twin.observe(recorder);
  }

  @Override
  public void lookAtTheEnd(Recorder recorder) {
    twin.lookAtTheEnd(recorder);
  }

  /** Who breaks it. */
  public Nemesis nemesis(NemesisOrder order) {
    Driver parting =
        new ContainerDriver(
            new ProcessDriver(twin.twin(), signals, true, twin::expects), signals, site);
    Driver driver = new StoreDriver(parting, twin.twin());
    return order.nemesis(this, NemesisOrder.Claim.OWN, driver, Witness.sockets(Ticker.system()));
  }

  @Override
  public void close() {
    try {
      twin.close();
    } finally {
      relays.forEach(WebhookRelay::close);
    }
  }
}
