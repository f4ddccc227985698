package io.drillmaster.check;

/**
 * Something that a history lacks: what its writer saw later is unknown.
 *
 * @param writer the file's writer
 * @param what in words, e.g. "no footer after event 812: its writer died"
 */
public record Missing(String writer, String what) {}
