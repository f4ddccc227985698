package io.drillmaster.twin.role;

import io.drillmaster.twin.role.RoomMethods.Caller;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods that concern streams: publish, subscribe, candidates (protocol file, section 4). */
final class StreamMethods {

  private static final String NO_TOKEN = ". The user does not have a valid token";

  private final RoleContext context;
  private final Hosting hosting;
  private final MediaDesk media;
  private final Webhooks webhooks;

  StreamMethods(RoleContext context, Hosting hosting, MediaDesk media, Webhooks webhooks) {
    this.context = context;
    this.hosting = hosting;
    this.media = media;
    this.webhooks = webhooks;
  }

  void publish(Caller caller, Participant p) {
    if (p.connection.properties.role().equals("SUBSCRIBER")) {
      caller.refuse(RpcError.handler(401, "Unable to publish video" + NO_TOKEN));
      return;
    }
    String offer = caller.required("sdpOffer");
    if (offer == null) {
      return;
    }
    if (p.isPublishing) {
      String text = "User " + p.id() + " is already publishing in session " + p.session.sessionId;
      caller.refuse(RpcError.handler(106, text));
      return;
    }
    p.isPublishing = true;
    Map<String, @Nullable Object> properties = new LinkedHashMap<>(caller.request().params());
    properties.remove("sdpOffer");
    PublishedStream stream =
        new PublishedStream(
            context.ids.stream(kind(properties), p.id()), context.wallMillis(), properties);
    media.ask(
        p,
        new MediaCommand.Offer(p.session.sessionId, p.session.life, stream.streamId(), offer),
        sdp -> published(caller, p, stream, sdp),
        why -> {
          p.isPublishing = p.stream != null;
          fail(caller, p, why);
        });
  }

  private static String kind(Map<String, @Nullable Object> properties) {
    if (Boolean.FALSE.equals(properties.get("hasVideo"))) {
      return "MIC";
    }
    String type = Fields.text(properties, "typeOfVideo", "CAMERA").toUpperCase(Locale.ROOT);
    return type.length() > 3 ? type.substring(0, 3) : type;
  }

  private void published(Caller caller, Participant p, PublishedStream stream, String sdp) {
    if (isOver(p)) {
      return;
    }
    p.stream = stream;
    caller.answer(
        Fields.of(
            "sdpAnswer", sdp, "id", stream.streamId(), "createdAt", stream.createdAtMillis()));
    webhooks.mediaCreated(p, stream, null);
    hosting.notifyAll(
        p.session,
        RpcCodec.notification(
            "participantPublished",
            Fields.of("id", p.id(), "streams", java.util.List.of(stream.announced()))),
        p);
  }

  private static boolean isOver(Participant p) {
    return p.hasLeft || p.session.isEnding;
  }

  private static void fail(Caller caller, Participant p, String why) {
    if (!isOver(p)) {
      caller.refuse(RpcError.media(why));
    }
  }

  void unpublish(Caller caller, Participant p) {
    if (p.stream == null) {
      caller.refuse(notStreaming(caller, p));
      return;
    }
    media.unpublish(p, "unpublish", p);
    caller.acknowledge();
  }

  private static RpcError notStreaming(Caller caller, Participant p) {
    return RpcError.session(
        105, "Participant '" + p.id() + "' is not streaming media", caller.rpc());
  }

  void forceUnpublish(Caller caller, Participant p) {
    if (!p.connection.properties.role().equals("MODERATOR")) {
      caller.refuse(RpcError.handler(401, "Unable to force unpublish" + NO_TOKEN));
      return;
    }
    String streamId = caller.required("streamId");
    Participant victim = streamId == null ? null : publisherOf(p.session, streamId);
    if (streamId != null && victim == null) {
      caller.refuse(noStream(caller, streamId, p.session));
    } else if (victim != null) {
      caller.acknowledge();
      media.unpublish(victim, "forceUnpublishByUser", null);
    }
  }

  private static RpcError noStream(Caller caller, String streamId, HostedSession session) {
    return RpcError.session(
        105,
        "Stream '" + streamId + "' does not exist in Session '" + session.sessionId + "'",
        caller.rpc());
  }

  static @Nullable Participant publisherOf(HostedSession session, String streamId) {
    for (Participant p : session.participants.values()) {
      if (p.stream != null && p.stream.streamId().equals(streamId)) {
        return p;
      }
    }
    return null;
  }

  /** Only the part of a sender after its last {@code con_} matters. */
  static String connectionIn(String sender) {
    int at = sender.lastIndexOf("con_");
    return at < 0 ? sender : sender.substring(at);
  }

  private @Nullable Participant publisher(Caller caller, Participant p) {
    String sender = caller.required("sender");
    if (sender == null) {
      return null;
    }
    Participant publisher = p.session.participants.get(connectionIn(sender));
    if (publisher == null) {
      caller.refuse(
          RpcError.session(
              102,
              "User '"
                  + connectionIn(sender)
                  + " not found in session '"
                  + p.session.sessionId
                  + "'",
              caller.rpc()));
    } else if (publisher.stream == null) {
      caller.refuse(notStreaming(caller, publisher));
      return null;
    }
    return publisher;
  }

  /** The server shall offer. */
  void prepareReceive(Caller caller, Participant p) {
    Participant publisher = publisher(caller, p);
    PublishedStream stream = publisher == null ? null : publisher.stream;
    if (stream == null) {
      return;
    }
    media.ask(
        p,
        new MediaCommand.PrepareOffer(
            p.session.sessionId, p.session.life, MediaDesk.endpoint(p, stream.streamId())),
        sdp -> {
          if (!isOver(p)) {
            caller.answer(Fields.of("sdpOffer", sdp));
          }
        },
        why -> fail(caller, p, why));
  }

  /** The client answers a prepared offer, or offers itself. */
  void receive(Caller caller, Participant p) {
    Participant publisher = publisher(caller, p);
    PublishedStream stream = publisher == null ? null : publisher.stream;
    if (publisher == null || stream == null) {
      return;
    }
    String endpoint = MediaDesk.endpoint(p, stream.streamId());
    String offer = caller.request().text("sdpOffer");
    String answer = offer == null ? caller.required("sdpAnswer") : null;
    if (offer == null && answer == null) {
      return;
    }
    HostedSession session = p.session;
    MediaCommand command =
        offer != null
            ? new MediaCommand.Offer(session.sessionId, session.life, endpoint, offer)
            : new MediaCommand.Answer(
                session.sessionId, session.life, endpoint, String.valueOf(answer));
    media.ask(
        p,
        command,
        sdp -> {
          if (!isOver(p)) {
            subscribed(p, publisher, stream);
            caller.answer(offer == null ? Fields.of() : Fields.of("sdpAnswer", sdp));
          }
        },
        why -> fail(caller, p, why));
  }

  private void subscribed(Participant p, Participant publisher, PublishedStream stream) {
    PublishedStream current = publisher.stream;
    if (current != null
        && current.streamId().equals(stream.streamId())
        && p.subscriptions.putIfAbsent(stream.streamId(), context.wallMillis()) == null) {
      webhooks.mediaCreated(p, stream, publisher.id());
    }
  }

  void unsubscribe(Caller caller, Participant p) {
    String sender = caller.required("sender");
    if (sender == null) {
      return;
    }
    Participant publisher = p.session.participants.get(connectionIn(sender));
    if (publisher == null) {
      caller.refuse(RoomMethods.notFound(connectionIn(sender), p.session));
      return;
    }
    PublishedStream stream = publisher.stream;
    if (stream != null && p.subscriptions.containsKey(stream.streamId())) {
      media.unsubscribe(p, publisher, stream, "unsubscribe");
    }
    caller.acknowledge();
  }

  /** Acknowledged also for an unknown endpoint. */
  void candidate(Caller caller, Participant p) {
    String endpointName = caller.request().text("endpointName");
    String candidate = caller.request().text("candidate");
    Participant publisher =
        endpointName == null ? null : p.session.participants.get(connectionIn(endpointName));
    PublishedStream stream = publisher == null ? null : publisher.stream;
    if (stream != null && candidate != null) {
      String endpoint =
          publisher == p ? stream.streamId() : MediaDesk.endpoint(p, stream.streamId());
      media.tell(
          p, new MediaCommand.Candidate(p.session.sessionId, p.session.life, endpoint, candidate));
    }
    caller.acknowledge();
  }

  /** Negotiates an existing publication or subscription again. */
  void reconnect(Caller caller, Participant p) {
    String streamId = caller.required("stream");
    Participant publisher = streamId == null ? null : publisherOf(p.session, streamId);
    if (streamId == null) {
      return;
    }
    if (publisher == null) {
      RpcError error = noStream(caller, streamId, p.session);
      caller.refuse(new RpcError(error.code(), error.message(), "{}", error.sessionId()));
      return;
    }
    boolean isOwn = publisher == p;
    String endpoint = isOwn ? streamId : MediaDesk.endpoint(p, streamId);
    String offer = caller.request().text("sdpOffer");
    String sdp = offer == null ? caller.required("sdpString") : offer;
    if (sdp == null) {
      return;
    }
    HostedSession session = p.session;
    boolean isOffer = isOwn || offer != null;
    MediaCommand command =
        isOffer
            ? new MediaCommand.Offer(session.sessionId, session.life, endpoint, sdp)
            : new MediaCommand.Answer(session.sessionId, session.life, endpoint, sdp);
    media.ask(
        p,
        command,
        answer -> {
          if (!isOver(p)) {
            caller.answer(isOffer ? Fields.of("sdpAnswer", answer) : Fields.of());
          }
        },
        why -> fail(caller, p, why));
  }

  void propertyChanged(Caller caller, Participant p) {
    PublishedStream stream = p.stream;
    String property = caller.request().text("property");
    Object value = caller.request().params().get("newValue");
    if (stream != null && property != null) {
      stream.properties().put(property, value);
      String told = value instanceof String text ? text : RpcCodec.write(value);
      hosting.notifyAll(
          p.session,
          RpcCodec.notification(
              "streamPropertyChanged",
              Fields.of(
                  "connectionId", p.id(),
                  "streamId", stream.streamId(),
                  "property", property,
                  "newValue", told,
                  "reason", caller.request().text("reason"))),
          p);
    }
    caller.acknowledge();
  }

  /** A candidate of a media node for one of its clients. */
  void trickled(HostedSession session, MasterInput.MediaCandidate candidate) {
    String endpoint = candidate.endpoint();
    boolean isPublisher = endpoint.startsWith("str_");
    String clientId = isPublisher ? connectionIn(endpoint) : subscriberIn(endpoint);
    Participant p = session.participants.get(clientId);
    if (p == null) {
      return;
    }
    hosting.notifyOne(
        p,
        RpcCodec.notification(
            "iceCandidate",
            Fields.of(
                "senderConnectionId", connectionIn(endpoint),
                "endpointName", endpoint,
                "sdpMLineIndex", candidate.sdpMLineIndex(),
                "sdpMid", candidate.sdpMid(),
                "candidate", candidate.candidate())));
  }

  private static String subscriberIn(String endpoint) {
    int at = endpoint.indexOf("_str_");
    return at < 0 ? endpoint : endpoint.substring(0, at);
  }
}
