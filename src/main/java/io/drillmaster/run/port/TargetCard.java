package io.drillmaster.run.port;

/**
 * What the user reads of a target.
 *
 * @param kind e.g. TWIN
 * @param means what a verdict on it says and does not say
 * @param identity key of its lock and ledger; equal for equal clusters
 * @param summary its parts in one line
 */
public record TargetCard(String kind, String means, String identity, String summary) {}
