package io.drillmaster.simulations.crew;

import java.time.Duration;

/**
 * What a participant does once it is in.
 *
 * @param publishes whether it publishes a stream and subscribes to those of others
 * @param signalEvery period of its room signals; zero = it never signals
 */
public record Behaviour(boolean publishes, Duration signalEvery) {}
