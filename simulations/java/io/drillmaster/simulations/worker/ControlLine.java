package io.drillmaster.simulations.worker;

import io.drillmaster.run.port.LoadGenerator.Command;
import org.jspecify.annotations.Nullable;

/**
 * One line of the control file (decision D26).
 *
 * @param command what all workers are told; null = a heartbeat: the coordinator lives
 * @param at when: for START the shared moment, a little ahead, for the others when it was written
 */
public record ControlLine(@Nullable Command command, long at) {}
