package io.drillmaster.twin.role;

import io.drillmaster.twin.store.StoreAnswer.LostLife;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The webhook events of a master, in the captured shapes (protocol file, section 9). */
final class Webhooks {

  private static final long MILLIS_PER_SECOND = 1000;

  private final RoleContext context;

  Webhooks(RoleContext context) {
    this.context = context;
  }

  private void emit(Map<String, @Nullable Object> body, String event) {
    body.put("event", event);
    context.emit(new MasterOutput.Webhook(event, RpcCodec.write(body)));
  }

  private Map<String, @Nullable Object> of(String sessionId, long createdAtMillis) {
    return Fields.of(
        "sessionId",
        sessionId,
        "uniqueSessionId",
        sessionId + "_" + createdAtMillis,
        "timestamp",
        context.wallMillis());
  }

  private Map<String, @Nullable Object> of(HostedSession session) {
    return of(session.sessionId, session.createdAtMillis);
  }

  private void duration(
      Map<String, @Nullable Object> body, long startMillis, @Nullable String reason) {
    body.put("startTime", startMillis);
    body.put("duration", (context.wallMillis() - startMillis) / MILLIS_PER_SECOND);
    if (reason != null && !reason.isEmpty()) {
      body.put("reason", reason);
    }
  }

  private static void identify(Map<String, @Nullable Object> body, Participant p) {
    body.put("participantId", p.id());
    body.put("connectionId", p.id());
  }

  private static void describe(Map<String, @Nullable Object> body, Participant p) {
    identify(body, p);
    body.put("location", "unknown");
    body.put("ip", p.ip);
    body.put("platform", p.platform);
    body.put("clientData", p.clientMetadata);
    body.put("serverData", p.connection.properties.serverData());
  }

  void sessionCreated(HostedSession session) {
    emit(of(session), "sessionCreated");
  }

  void sessionDestroyed(HostedSession session, String reason) {
    Map<String, @Nullable Object> body = of(session);
    duration(body, session.createdAtMillis, reason);
    emit(body, "sessionDestroyed");
  }

  void participantJoined(Participant p) {
    Map<String, @Nullable Object> body = of(p.session);
    describe(body, p);
    emit(body, "participantJoined");
  }

  void participantLeft(Participant p, String reason) {
    Map<String, @Nullable Object> body = of(p.session);
    duration(body, p.joinedAtMillis, reason);
    describe(body, p);
    emit(body, "participantLeft");
  }

  /** A publication ({@code publisher} null) or a subscription begins. */
  void mediaCreated(Participant p, PublishedStream stream, @Nullable String publisher) {
    Map<String, @Nullable Object> body = of(p.session);
    media(body, p, stream, publisher);
    emit(body, "webrtcConnectionCreated");
  }

  /** A publication or a subscription ends. */
  void mediaDestroyed(
      Participant p, PublishedStream stream, @Nullable String publisher, String reason) {
    Map<String, @Nullable Object> body = of(p.session);
    Long since = publisher == null ? null : p.subscriptions.get(stream.streamId());
    duration(body, since == null ? stream.createdAtMillis() : since, reason);
    media(body, p, stream, publisher);
    emit(body, "webrtcConnectionDestroyed");
  }

  private static void media(
      Map<String, @Nullable Object> body,
      Participant p,
      PublishedStream stream,
      @Nullable String publisher) {
    body.put("streamId", stream.streamId());
    identify(body, p);
    body.put("connection", publisher == null ? "OUTBOUND" : "INBOUND");
    if (publisher != null) {
      body.put("receivingFrom", publisher);
    }
    body.put("videoSource", stream.properties().get("typeOfVideo"));
    body.put("videoFramerate", stream.properties().get("frameRate"));
    body.put("audioEnabled", stream.properties().get("hasAudio"));
    body.put("videoEnabled", stream.properties().get("hasVideo"));
  }

  void signalSent(HostedSession session, Signal signal) {
    Map<String, @Nullable Object> body = of(session);
    if (signal.from() != null) {
      body.put("from", signal.from());
    }
    body.put("to", signal.recipients());
    String type = signal.type();
    body.put("type", type != null && type.startsWith("signal:") ? type.substring(7) : type);
    body.put("data", signal.data());
    emit(body, "signalSent");
  }

  /** A master was sealed by this one; its sessions are named. */
  void masterCrashed(String nodeId, String address, List<LostLife> lost) {
    List<String> sessionIds = lost.stream().map(LostLife::sessionId).toList();
    nodeCrashed(
        nodeId,
        Fields.of("ip", host(address), "uri", "http://" + address),
        "masternode",
        sessionIds);
    for (LostLife life : lost) {
      Map<String, @Nullable Object> body = of(life.sessionId(), life.createdAtMillis());
      duration(body, life.createdAtMillis(), "nodeCrashed");
      emit(body, "sessionDestroyed");
    }
    emit(
        Fields.of(
            "timestamp",
            context.wallMillis(),
            "nodeId",
            nodeId,
            "ip",
            host(address),
            "reason",
            "nodeCrashed"),
        "HANodeDeregistered");
  }

  /** A media node is lost for good. */
  void mediaNodeCrashed(String id, String ip, String uri, List<String> sessionIds) {
    nodeCrashed(id, Fields.of("ip", ip, "uri", uri), "medianode", sessionIds);
  }

  private void nodeCrashed(
      String id, Map<String, @Nullable Object> where, String role, List<String> sessionIds) {
    Map<String, @Nullable Object> body =
        Fields.of("timestamp", context.wallMillis(), "id", id, "environmentId", id);
    body.putAll(where);
    body.put("nodeRole", role);
    body.put("sessionIds", sessionIds);
    body.put("recordingIds", List.of());
    body.put("broadcasts", List.of());
    body.put("clusterId", context.config.clusterId());
    body.put("timeOfDisconnection", context.wallMillis());
    emit(body, "nodeCrashed");
  }

  /** This master is registered. */
  void masterRegistered() {
    emit(
        Fields.of(
            "timestamp", context.wallMillis(),
            "nodeId", context.config.nodeId(),
            "ip", host(context.config.address())),
        "HANodeRegistered");
  }

  private static String host(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 ? address : address.substring(0, colon);
  }
}
