package io.drillmaster.history;

/**
 * An event with its place in the merged history.
 *
 * @param writer the file's writer
 * @param index contiguous from 0 within the file
 * @param event what was observed
 */
public record Recorded(String writer, long index, Event event) {}
