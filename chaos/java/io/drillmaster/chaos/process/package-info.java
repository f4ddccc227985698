/**
 * Clusters of processes on this machine: the twin as a target, faults by signals, healing of an
 * interrupted run. The only part of chaos that knows the twin.
 */
@NullMarked
package io.drillmaster.chaos.process;

import org.jspecify.annotations.NullMarked;
