package io.drillmaster.process;

/**
 * How fit this process and its host were since the last reading; -1 = the operating system lacks
 * the instrument.
 *
 * @param tickGapNanosMax worst lateness of a 10 ms tick: catches stops, pauses and starvation
 * @param stealPercent CPU that the hypervisor gave to others, of all CPU of the host, 0 to 100
 * @param throttledNanos time for which a control group held this process back
 * @param descriptorsPercent open file descriptors against the limit, 0 to 100
 */
public record FitnessReading(
    long tickGapNanosMax, int stealPercent, long throttledNanos, int descriptorsPercent) {}
