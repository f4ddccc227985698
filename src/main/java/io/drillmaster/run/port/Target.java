package io.drillmaster.run.port;

import io.drillmaster.history.Recorder;
import java.util.List;

/** A live system under test. Thread-safe. */
public interface Target extends AutoCloseable {

  /** What kind it is and what a verdict on it speaks of. */
  TargetCard card();

  /** How clients reach it. */
  Access access();

  /** Its nodes as of now, replacements included, the dead with {@code alive = false}. */
  List<Node> nodes();

  /** As {@link #nodes}; one that cannot be asked from outside the cluster has no address. */
  default List<Node> nodesFromOutside() {
    return nodes();
  }

  /**
   * Records evidence of place from now on until {@link #close}: nodes seen and gone, and, where the
   * target tells places, entries and rotation (decision D28). Called once.
   */
  void observe(Recorder recorder);

  /** Everybody has left: records what the target keeps where it can be seen; once, at the end. */
  default void lookAtTheEnd(Recorder recorder) {}

  /**
   * Releases it: an embedded cluster ends without a trace, a foreign one is left alone. Idempotent.
   */
  @Override
  void close();
}
