package io.drillmaster.run;

import io.drillmaster.check.Awaited;
import io.drillmaster.check.Snapshot;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Limits;
import io.drillmaster.history.Recorder;
import io.drillmaster.run.port.LoadGenerator;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Prober;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the conductor plays on.
 *
 * @param drill what to play
 * @param limits its resolved clocks
 * @param load holds the participants
 * @param nemesis breaks things
 * @param prober sends witnesses
 * @param live the fold over the history so far
 * @param recorder takes phases and notes
 * @param trouble why the run cannot go on (a recorder or a worker failed); empty = all is well
 */
record Stage(
    Drill drill,
    Limits limits,
    LoadGenerator load,
    Nemesis nemesis,
    Prober prober,
    Live live,
    Recorder recorder,
    Supplier<Optional<String>> trouble) {

  /** The live view of the history. */
  interface Live {

    /** The state as of now. */
    Snapshot snapshot();

    /** Whether the steady state holds (decision D3); otherwise why not. */
    Optional<String> whyNotSteady();

    /** Sessions of the load. */
    List<String> sessionsOfTheLoad();

    /** Sessions that were touched at or after a stamp and go on. */
    List<String> touchedSince(long at);

    /** What has to come before lost capacity can be judged; empty = nothing. */
    Optional<Awaited> awaited();

    /** Whether everyone is back, kept for 1 s (decision D3). */
    boolean recovered();
  }
}
