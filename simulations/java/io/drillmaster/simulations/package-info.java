/**
 * The OpenVidu DSL for Gatling, the simulations, and the worker processes that play them, with the
 * coordinator's hand on them. Depends on run.port, chronicle, openvidu, history, drill, process and
 * time.
 */
@NullMarked
package io.drillmaster.simulations;

import org.jspecify.annotations.NullMarked;
