package io.drillmaster.simulations.crew;

/**
 * One participant's place in the drill.
 *
 * @param session id of its session
 * @param name stable name of the participant within the run, e.g. {@code s0017-p2}
 * @param number place within the session, from 1
 * @param ordinal place among all of this worker, from 0
 */
public record Seat(String session, String name, int number, int ordinal) {}
