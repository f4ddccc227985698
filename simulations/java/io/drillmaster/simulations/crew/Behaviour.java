package io.drillmaster.simulations.crew;

import java.time.Duration;

/**
 * What a participant does once it is in.
 *
 * @param publishes whether it publishes a stream
 * @param subscribes whether it subscribes to the streams of others
 * @param signalEvery period of its room signals; zero = it never signals
 */
public record Behaviour(boolean publishes, boolean subscribes, Duration signalEvery) {}
