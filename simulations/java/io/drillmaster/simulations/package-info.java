/**
 * The OpenVidu DSL for Gatling, participants on Netty, the simulations and the worker processes.
 * Depends on run.port, openvidu, history, drill, process and time.
 */
@NullMarked
package io.drillmaster.simulations;

import org.jspecify.annotations.NullMarked;
