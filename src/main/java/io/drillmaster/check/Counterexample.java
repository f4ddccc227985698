package io.drillmaster.check;

import java.util.List;

/**
 * What refutes a property, in words and with the events that show it.
 *
 * @param sentence one or two sentences a stranger understands, with names and times
 * @param session the session it is about; empty = none
 * @param participant the participant it is about; empty = none
 * @param at stamp of its decisive event
 * @param events the events of the counterexample and around it, oldest first, one readable line
 *     each
 */
public record Counterexample(
    String sentence, String session, String participant, long at, List<String> events) {
  public Counterexample {
    events = List.copyOf(events);
  }
}
