package io.drillmaster.run;

import io.drillmaster.check.Snapshot;
import io.drillmaster.history.HarnessEvent.Phase;
import java.time.Duration;
import java.util.List;

/** Where a run tells its user what happens, as it happens. Called from the run's own thread. */
public interface Screen {

  /** Something worth a line, e.g. that the cluster is up. */
  void say(Duration sinceStart, String label, String what, String text);

  /**
   * A fault was injected.
   *
   * @param number counted from 1
   * @param kind the fault's word
   */
  void fault(Duration sinceStart, int number, String kind, List<String> nodes, String text);

  /**
   * What was broken is undone.
   *
   * @param failures what could not be; empty = all of it is, and was seen to be
   */
  default void healed(List<String> failures) {}

  /** A periodic look at the participants. */
  void progress(Duration sinceStart, Phase phase, String detail, Snapshot snapshot);

  /** Says nothing. */
  Screen SILENT =
      new Screen() {
        @Override
        public void say(Duration sinceStart, String label, String what, String text) {}

        @Override
        public void fault(
            Duration sinceStart, int number, String kind, List<String> nodes, String text) {}

        @Override
        public void progress(Duration sinceStart, Phase phase, String detail, Snapshot snapshot) {}
      };
}
