package io.drillmaster.twin;

import io.drillmaster.process.Launch;
import io.drillmaster.twin.group.AttachedTwin;
import io.drillmaster.twin.group.RunningTwin;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An embedded cluster that runs: started by this process ({@link #start}), or standing because
 * another process keeps it ({@link #attach}). Methods may be called from any thread.
 */
public interface Twin extends AutoCloseable {

  /** The file in a standing twin's folder that keeps its secret, for its user alone. */
  String SECRET_FILE = "secret";

  /**
   * Starts a twin and returns when its balancers see every master healthy.
   *
   * @throws TwinException when a node does not come up; nothing is left running then
   */
  static Twin start(TwinSpec spec, Launch launch, TwinWatch watch) {
    return RunningTwin.start(spec, launch, watch);
  }

  /**
   * Starts a twin at a site, which is closed with it; else as {@link #start(TwinSpec, Launch,
   * TwinWatch)}.
   */
  static Twin start(TwinSpec spec, Site site, TwinWatch watch) {
    return RunningTwin.start(spec, site, watch);
  }

  /**
   * Finds the twin that another process keeps standing with its files in the folder.
   *
   * @throws TwinException when there is none, or its keeper has ended
   */
  static Twin attach(Path folder) {
    return AttachedTwin.to(folder);
  }

  /** The clocks it runs by; clients are to use the same protocol clocks. */
  TwinClocks clocks();

  /** Scheme and authority of the first balancer: http://127.x.y.1:4443. Tokens carry it. */
  URI baseUrl();

  /** Schemes and authorities of all balancers, b1 first: what the cluster's name resolves to. */
  default List<URI> fronts() {
    List<URI> fronts =
        nodes().stream()
            .filter(node -> node.role() == TwinRole.BALANCER)
            .sorted(Comparator.comparing(TwinNode::name))
            .flatMap(node -> node.address(TwinNode.FRONT).stream())
            .map(front -> URI.create("http://" + front))
            .toList();
    return fronts.isEmpty() ? List.of(baseUrl()) : fronts;
  }

  /** The password of OPENVIDUAPP. Never print it. */
  String secret();

  /**
   * Every node that ever was ready, in order of start, with its present state; fresh at each call
   * (replacements appear, the dead are marked).
   */
  List<TwinNode> nodes();

  /** The running or lost incarnation of that name. */
  default Optional<TwinNode> node(String name) {
    return nodes().stream()
        .filter(node -> node.name().equals(name) && node.state() != TwinNode.State.GONE)
        .reduce((first, second) -> second);
  }

  /**
   * Marks an incarnation as the victim of a fault: the scaling group replaces it when it is lost,
   * but never signals it, until {@link #release}. Idempotent.
   */
  void protect(String incarnation);

  /** Takes the mark of {@link #protect} away. Idempotent. */
  void release(String incarnation);

  /**
   * Whether the twin is as many as it was: every place of the scaling groups is taken by a running
   * node.
   */
  boolean isWhole();

  /**
   * The balancers' evidence: one growing file of JSON lines, {@link
   * io.drillmaster.twin.balancer.AccessLine}, to which each of them appends.
   */
  Path accessLog();

  /** Every key of its store, by name; empty when the store cannot be seen from here. */
  default Optional<List<TwinKey>> storeKeys() {
    return Optional.empty();
  }

  /**
   * Saves what the store holds now: when it ends, it is started again with that, as a copy that
   * takes its place would have it, instead of empty.
   *
   * @throws TwinException when it cannot be done from here, or the store does not answer
   */
  default void saveStore() {
    throw new TwinException("the store of a standing twin cannot be saved from here");
  }

  /** The twin's folder: twin.json, logs, access log. */
  Path folder();

  /**
   * Ends every process of a twin started here and waits for it; only lets go of an attached one.
   */
  @Override
  void close();
}
