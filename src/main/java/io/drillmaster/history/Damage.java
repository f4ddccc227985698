package io.drillmaster.history;

/**
 * Something that a history file lacks. What could be read is read all the same; a verdict over a
 * damaged history is at best unknown.
 *
 * @param writer the file's writer
 * @param kind what is wrong
 * @param index events of the file before the damage
 * @param text in words
 */
public record Damage(String writer, Kind kind, long index, String text) {

  /** What can be wrong with a file. */
  public enum Kind {
    /** The file is not there, though every run has it. */
    MISSING,
    /** No readable header: none of the file's events can be used. */
    NO_HEADER,
    /** No footer: the writer died; what it saw later is missing. */
    NO_FOOTER,
    /** The footer says that the recorder gave up: queue full. */
    WRITER_FAILED,
    /** The last line is cut. */
    CUT_LINE,
    /** A line in the middle cannot be read. */
    BAD_LINE,
    /** Events are missing in the middle. */
    INDEX_GAP,
    /** The compressed stream is damaged: nothing after it can be read. */
    CORRUPT
  }
}
