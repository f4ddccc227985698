package io.drillmaster.run.port;

import java.util.List;
import java.util.Map;

/**
 * Who is where at one moment, for the live selectors.
 *
 * @param socketsByMaster client sockets by entry master
 * @param sessionsByMediaNode sessions by media node name
 * @param ownerBySession owner master by session id
 * @param entriesBySession entry masters by session id
 */
public record Placement(
    Map<String, Integer> socketsByMaster,
    Map<String, Integer> sessionsByMediaNode,
    Map<String, String> ownerBySession,
    Map<String, List<String>> entriesBySession) {

  /** Nothing is known. */
  public static final Placement UNKNOWN = new Placement(Map.of(), Map.of(), Map.of(), Map.of());

  public Placement {
    socketsByMaster = Map.copyOf(socketsByMaster);
    sessionsByMediaNode = Map.copyOf(sessionsByMediaNode);
    ownerBySession = Map.copyOf(ownerBySession);
    entriesBySession = Map.copyOf(entriesBySession);
  }
}
