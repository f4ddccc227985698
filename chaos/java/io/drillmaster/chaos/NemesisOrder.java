package io.drillmaster.chaos;

import io.drillmaster.drill.Safety;
import io.drillmaster.history.Recorder;
import io.drillmaster.process.Guard;
import io.drillmaster.process.ProcessId;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Target;
import io.drillmaster.time.ClockAnchor;
import io.drillmaster.time.Ticker;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What a run gives its nemesis, whatever the cluster.
 *
 * @param run the run's id
 * @param runFolder the ledger's place
 * @param seed of the choice of victims
 * @param safety bounds
 * @param recorder of the history
 * @param guard undoes what outlives this process
 */
public record NemesisOrder(
    String run, Path runFolder, long seed, Safety safety, Recorder recorder, Guard guard) {

  /**
   * Whose a cluster is.
   *
   * @param isShared whether another run could come to the same; then it is locked
   * @param standing folder of the standing twin that it is; empty = it is none
   */
  public record Claim(boolean isShared, String standing) {

    /** The run's own; nobody else knows it. */
    public static final Claim OWN = new Claim(false, "");

    /** Somebody's, not a twin. */
    public static final Claim SHARED = new Claim(true, "");

    /** A twin that stands in a folder. */
    public static Claim standing(String folder) {
      return new Claim(true, folder);
    }
  }

  /**
   * Takes the cluster's lock where it needs one, begins the ledger and gives the nemesis, which
   * owns both.
   *
   * @throws Nemesis.Refused when another run holds the cluster, or left it unhealed
   */
  public Nemesis nemesis(Target target, Claim claim, Driver driver, Witness.Factory witnesses) {
    Instant now = ClockAnchor.now().wall();
    String identity = target.card().identity();
    TargetLock lock =
        claim.isShared()
            ? TargetLock.take(StateFolder.ofThisUser(), identity, runFolder, now)
            : TargetLock.unneeded();
    boolean begun = false;
    try {
      ProcessId harness = ProcessId.of(ProcessHandle.current());
      Ledger ledger =
          Ledger.begin(
              runFolder, new LedgerEntry.Opened(run, identity, claim.standing(), harness, now));
      begun = true;
      return new FaultNemesis(
          new FaultNemesis.Setup(target, driver, witnesses, ledger, lock, recorder, safety, seed),
          Timer.thread("nemesis"),
          Ticker.system());
    } finally {
      if (!begun) {
        lock.release();
      }
    }
  }
}
