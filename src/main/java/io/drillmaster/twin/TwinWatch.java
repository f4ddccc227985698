package io.drillmaster.twin;

import io.drillmaster.process.ProcessId;

/**
 * Who is told about a twin's processes. Called from the twin's own threads, one call at a time;
 * must not block for long.
 */
public interface TwinWatch {

  /** Hears nothing. */
  TwinWatch NONE = new TwinWatch() {};

  /**
   * A child was started, before anything else is done with it: the place to record it with the
   * guard that kills orphans.
   */
  default void started(String name, ProcessId child) {}

  /** Something befell a node. */
  default void noticed(TwinNotice notice) {}
}
