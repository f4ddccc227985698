package io.drillmaster.history;

import java.util.List;

/** Whom and which sessions an event speaks of. */
final class Subject {

  private Subject() {}

  /** The participant, prober or node it is about; empty = the run as a whole. */
  static String who(Event event) {
    if (event instanceof OperationEvent.Invoked e) {
      return e.who();
    } else if (event instanceof OperationEvent.Completed e) {
      return e.who();
    } else if (event instanceof SocketEvent e) {
      return e.who();
    } else if (event instanceof MemberEvent e) {
      return e.who();
    } else if (event instanceof SignalEvent e) {
      return e.who();
    } else if (event instanceof MediaEvent.Addresses e) {
      return e.who();
    }
    return "";
  }

  /** The sessions it names; empty = none. */
  static List<String> sessions(Event event) {
    if (event instanceof OperationEvent.Invoked e) {
      return List.of(e.session());
    } else if (event instanceof SocketEvent.Opened e) {
      return List.of(e.session());
    } else if (event instanceof SocketEvent.Closed e) {
      return List.of(e.session());
    } else if (event instanceof MemberEvent e) {
      return List.of(e.session());
    } else if (event instanceof SignalEvent e) {
      return List.of(e.session());
    } else if (event instanceof MediaEvent.Addresses e) {
      return List.of(e.session());
    } else if (event instanceof ProbeEvent.SessionsRead e) {
      return e.sessions().stream().map(ProbeEvent.SessionView::session).toList();
    } else if (event instanceof ProbeEvent.MediaNodesRead e) {
      return e.nodes().stream().flatMap(node -> node.sessions().stream()).toList();
    } else if (event instanceof ProbeEvent.Webhook e) {
      return e.session().isEmpty() ? e.sessions() : List.of(e.session());
    } else if (event instanceof NodeEvent.Owns e) {
      return e.sessions();
    }
    return List.of();
  }
}
