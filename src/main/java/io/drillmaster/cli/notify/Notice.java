package io.drillmaster.cli.notify;

/**
 * What a webhook is told.
 *
 * @param event what happens
 * @param run whose it is; every notice of a run carries the same
 * @param drill its name
 * @param target the kind of cluster
 * @param change the change it belongs to; empty = none
 * @param text all of it in a line for people; chat programs show this field
 */
public record Notice(
    Event event, String run, String drill, String target, String change, String text) {

  /** What happens. */
  public enum Event {
    /** The cluster is up or found; the load begins. */
    START,
    /** A fault was injected, or could not be. */
    FAULT,
    /** The drill ends before its time. */
    ABORT,
    /** What was broken is undone, or is not. */
    HEAL,
    /** The verdict. */
    END
  }
}
