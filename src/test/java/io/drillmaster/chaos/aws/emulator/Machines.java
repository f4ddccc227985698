package io.drillmaster.chaos.aws.emulator;

import java.util.List;
import java.util.Map;

/** The machines that stand behind the emulator's instances. Thread-safe. */
public interface Machines {

  /** Which scaling group a machine belongs to. */
  enum Kind {
    MASTER,
    MEDIA_NODE
  }

  /**
   * A machine.
   *
   * @param id of the instance that stands for it, i-...
   * @param publicIp empty = it has none
   * @param isInService whether its scaling group takes it for one that works
   */
  record Machine(String id, Kind kind, String privateIp, String publicIp, boolean isInService) {}

  /**
   * What the load balancer thinks of a target.
   *
   * @param state initial, healthy, unhealthy or draining
   * @param reason as ELB gives it, e.g. Target.Timeout; empty when healthy
   */
  record Health(String state, String reason) {
    /** In rotation. */
    public static final Health HEALTHY = new Health("healthy", "");
  }

  /** Every machine that ever was, in the order of their starts; a replacement is another one. */
  List<Machine> all();

  /** Those registered with the load balancer, by id. */
  Map<String, Health> targets();

  /**
   * Takes a machine away.
   *
   * @param gracefully whether its operating system is asked to shut down; otherwise it falls silent
   */
  void end(String id, boolean gracefully);

  /** Freezes what runs on a machine, or lets it run again. */
  void pause(String id, boolean isPaused);
}
