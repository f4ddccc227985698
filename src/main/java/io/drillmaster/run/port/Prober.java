package io.drillmaster.run.port;

import io.drillmaster.history.Recorder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** An independent client stack that watches the steady state. */
public interface Prober extends AutoCloseable {

  /** Where webhooks are received; open from construction on. */
  URI webhookUrl();

  /**
   * Begins to read lists, media nodes, health and owners every second, to record webhooks, and
   * joins canaries.
   *
   * @param canaries number of canary sessions of two members each
   */
  void start(Recorder recorder, Access access, Supplier<List<Node>> nodes, int canaries);

  /** Canaries leave; reads go on. */
  void quiet();

  /**
   * Everybody has left and everything is healed: reads what the cluster still shows, until that is
   * nothing of this run or the patience is over (checks.md 3.12).
   */
  default void lookAtTheEnd(Duration patience) throws InterruptedException {}

  /** Deletes whatever sessions of this run are left. Returns how many. */
  int sweepSessions();

  @Override
  void close();
}
