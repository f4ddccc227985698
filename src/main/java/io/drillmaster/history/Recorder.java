package io.drillmaster.history;

/**
 * Takes the events of one writer and keeps them in order. Implementations own one writer thread and
 * a bounded queue; an overflow fails the run, never drops silently.
 */
public interface Recorder extends AutoCloseable {

  /**
   * Hands over an event; never blocks. May be called from any thread.
   *
   * @throws IllegalStateException when the recorder has failed (queue full, disk full) or is closed
   */
  void record(Event event);

  /** Flushes, writes the footer and closes the file; idempotent. */
  @Override
  void close();
}
