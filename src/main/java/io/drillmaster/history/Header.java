package io.drillmaster.history;

import io.drillmaster.drill.Limits;
import io.drillmaster.time.ClockAnchor;
import java.time.Instant;

/**
 * The first line of every history file.
 *
 * @param format version of the format, {@link #FORMAT}
 * @param run the run's id, which its session ids carry
 * @param writer this file's writer, e.g. harness, worker-1, prober
 * @param tool version of Drillmaster
 * @param target the kind of target, e.g. twin
 * @param drillYaml the drill as executed, in the drill file's own language
 * @param seed of all random choices
 * @param limits clocks, limits and thresholds to judge by
 * @param host host name
 * @param boot id of the host's boot: stamps compare within one
 * @param java version of the JVM
 * @param anchor monotonic against wall clock
 */
public record Header(
    int format,
    String run,
    String writer,
    String tool,
    String target,
    String drillYaml,
    long seed,
    Limits limits,
    String host,
    String boot,
    String java,
    ClockAnchor anchor) {

  /** The writer that every run has: faults, phases, nodes. */
  public static final String HARNESS = "harness";

  /** The format written by this version. */
  public static final int FORMAT = 1;

  /** The header of another writer of the same run, on the same host. */
  public Header forWriter(String otherWriter, ClockAnchor otherAnchor) {
    return new Header(
        format,
        run,
        otherWriter,
        tool,
        target,
        drillYaml,
        seed,
        limits,
        host,
        boot,
        java,
        otherAnchor);
  }

  /** The wall time of a stamp of this writer's host. */
  public Instant wallAt(long stampNanos) {
    return anchor.wallAt(stampNanos);
  }
}
