package io.drillmaster.run;

import io.drillmaster.check.Snapshot;

/** Where a run tells its user what happens, as it happens. Called from the run's own thread. */
public interface Screen {

  /** A line for the reader, e.g. a fault mark. */
  void say(long runNanos, String phase, String text);

  /** A periodic look at the participants. */
  void progress(long runNanos, String phase, String text, Snapshot snapshot);

  /** Says nothing. */
  Screen SILENT =
      new Screen() {
        @Override
        public void say(long runNanos, String phase, String text) {}

        @Override
        public void progress(long runNanos, String phase, String text, Snapshot snapshot) {}
      };
}
