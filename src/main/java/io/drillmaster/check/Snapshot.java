package io.drillmaster.check;

import java.util.List;
import java.util.Map;

/**
 * What {@link Progress} knows at one moment: what a console shows and live selectors choose by.
 *
 * @param at the moment asked for
 * @param people participants by state; the states exclude one another
 * @param outages outages so far
 * @param signalsSent room signals sent
 * @param signalsReceived room signals received, by each member
 * @param refusals failed attempts to get in, by answer: 502, 503, 504, refused, ...
 * @param places who is where
 * @param activeFaults names of faults injected and not yet healed
 * @param masters masters seen so far
 * @param isHarnessUnfit whether the harness was unfit to judge just now (decision D5)
 */
public record Snapshot(
    long at,
    People people,
    Outages outages,
    long signalsSent,
    long signalsReceived,
    Map<String, Long> refusals,
    Places places,
    List<String> activeFaults,
    Masters masters,
    boolean isHarnessUnfit) {

  public Snapshot {
    refusals = Map.copyOf(refusals);
    activeFaults = List.copyOf(activeFaults);
  }

  /**
   * Masters.
   *
   * @param known seen so far; 0 = the target does not tell them
   * @param healthy up now, and under no fault
   */
  public record Masters(int known, int healthy) {}

  /**
   * Participants by state.
   *
   * @param intending mean to be in
   * @param joining mean to be in and were never served
   * @param served in service
   * @param lost in an outage and not told why
   * @param rejoining told that they were disconnected
   * @param rebuilding told that their life is over
   * @param gone left by their policy after being told
   * @param left left because they meant to
   */
  public record People(
      int intending,
      int joining,
      int served,
      int lost,
      int rejoining,
      int rebuilding,
      int gone,
      int left) {

    /** In an outage, in whatever state. */
    public int out() {
      return lost + rejoining + rebuilding;
    }
  }

  /**
   * Outages so far.
   *
   * @param open not closed yet
   * @param hit all that began, open or closed
   * @param resumed back with the same connection
   * @param rejoined back in the same life with a new connection
   * @param rebuilt back in a new life
   * @param unexplained no fault explains them, though places are known
   * @param unattributed places are not known well enough to say
   * @param gone ended by the application's policy
   */
  public record Outages(
      int open,
      int hit,
      int resumed,
      int rejoined,
      int rebuilt,
      int unexplained,
      int unattributed,
      int gone) {

    /** Back by whatever way. */
    public int back() {
      return resumed + rejoined + rebuilt;
    }
  }

  /**
   * Who is where, as far as there is evidence.
   *
   * @param socketsByMaster open client sockets by entry master
   * @param ownerBySession owner master by session id
   * @param mediaNodeBySession media node by session id
   * @param sessionsByMediaNode sessions by media node
   * @param entriesBySession entry masters by session id
   */
  public record Places(
      Map<String, Integer> socketsByMaster,
      Map<String, String> ownerBySession,
      Map<String, String> mediaNodeBySession,
      Map<String, Integer> sessionsByMediaNode,
      Map<String, List<String>> entriesBySession) {
    public Places {
      socketsByMaster = Map.copyOf(socketsByMaster);
      ownerBySession = Map.copyOf(ownerBySession);
      mediaNodeBySession = Map.copyOf(mediaNodeBySession);
      sessionsByMediaNode = Map.copyOf(sessionsByMediaNode);
      entriesBySession = Map.copyOf(entriesBySession);
    }
  }
}
