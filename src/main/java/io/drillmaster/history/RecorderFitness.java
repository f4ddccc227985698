package io.drillmaster.history;

/**
 * How fit a recorder was since it was last asked.
 *
 * @param queuePercentMax worst fill of its queue
 * @param flushGapNanosMax longest time between two flushes, the one under way included
 */
public record RecorderFitness(int queuePercentMax, long flushGapNanosMax) {}
