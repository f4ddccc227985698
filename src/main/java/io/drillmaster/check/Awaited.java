package io.drillmaster.check;

/**
 * Something that has to come before the capacity that faults took can be judged.
 *
 * @param what in words, for example "m4 got no sessions yet"
 * @param newcomersHelp whether it comes with somebody new to be placed, not with time alone
 */
public record Awaited(String what, boolean newcomersHelp) {}
