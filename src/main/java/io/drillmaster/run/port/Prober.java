package io.drillmaster.run.port;

import io.drillmaster.history.Recorder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** An independent client stack that watches the steady state. */
public interface Prober extends AutoCloseable {

  /** Where webhooks are received; open from construction on. */
  URI webhookUrl();

  /**
   * Begins to read lists, media nodes, health and owners every second, to record webhooks, and
   * joins canaries.
   *
   * @param nodes as of now; one without an address is not asked
   * @param canaries number of canary sessions of two members each
   */
  void start(Recorder recorder, Access access, Supplier<List<Node>> nodes, int canaries);

  /** Seats a stoic in each of these sessions of the load: it believes its own proofs only. */
  void seatStoics(List<String> sessions);

  /**
   * A fault is about to strike. From now on two newcomers come into a new session every {@link
   * io.drillmaster.drill.Witnesses#NEWCOMER_EVERY}, prove themselves and leave, and a REST read
   * begins every {@link io.drillmaster.drill.Witnesses#READ_EVERY} (checks.md 3.8, a and c). Does
   * nothing while that is so already.
   *
   * @param patience after which a newcomer who is not served leaves and a read is given up
   */
  void outageBegins(Duration patience);

  /** No more newcomers and reads begin; those under way end by themselves. */
  void outageEnds();

  /**
   * So many pairs of newcomers come at once, each into a new session: a balancer that shares evenly
   * has one for each master (checks.md 3.9 iii).
   *
   * @param patience after which a newcomer who is not served leaves
   */
  void comeTogether(int pairs, Duration patience);

  /**
   * One of each pair of canaries goes for good without asking to leave: by turns they fall silent
   * and close their socket with a text. Only watchdog and window can tell (checks.md 3.5).
   */
  void desert();

  /**
   * Lets one joiner into each of these sessions, a few at a time (checks.md 3.2 b). Returns at
   * once.
   */
  Joins joinEach(List<String> sessions);

  /** How far joining each of many sessions has come. Thread-safe. */
  interface Joins {

    /** Sessions to be joined. */
    int asked();

    /** Sessions whose joiner was served. */
    int proved();

    /** Whether every joiner has left, served or not. */
    boolean isOver();
  }

  /** Canaries and all others of ours leave, and no more of them come; reads of lists go on. */
  void quiet();

  /**
   * Everybody has left and everything is healed: reads what the cluster still shows, until that is
   * nothing of this run or the patience is over (checks.md 3.12).
   */
  default void lookAtTheEnd(Duration patience) throws InterruptedException {}

  /** Deletes whatever sessions of this run are left. Returns how many. */
  int sweepSessions();

  @Override
  void close();
}
