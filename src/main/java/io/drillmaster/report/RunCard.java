package io.drillmaster.report;

import java.time.Duration;

/**
 * What a reader wants to know of a run besides its verdict and figures.
 *
 * @param folder the run folder as a user would type it
 * @param repeat the command that repeats the run
 * @param took from the command to the verdict; zero = judged or drawn again later
 * @param exitCode of the command
 * @param zeroNanos stamp of the figures' zero, the first fault
 */
public record RunCard(String folder, String repeat, Duration took, int exitCode, long zeroNanos) {}
