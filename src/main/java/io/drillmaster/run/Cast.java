package io.drillmaster.run;

import io.drillmaster.history.Recorder;
import io.drillmaster.run.port.LoadGenerator;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Prober;
import io.drillmaster.run.port.Target;
import java.net.URI;

/** Makes the actors of a run; wiring decides which. Each is made once, in this order. */
public interface Cast {

  /** Samples how fit this process is, into the recorder, until closed. */
  AutoCloseable fitness(Recorder recorder);

  /** The prober; its webhook receiver is open from now on. */
  Prober prober(String run, long seed);

  /**
   * The cluster, up and serving.
   *
   * @param webhooks where it is to send its webhooks
   */
  Target target(URI webhooks) throws InterruptedException;

  /** The nemesis, holding the lock of the target's identity. */
  Nemesis nemesis(Target target, Recorder recorder);

  /** The load generator; nothing runs yet. */
  LoadGenerator load();
}
