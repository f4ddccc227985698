package io.drillmaster.openvidu;

import io.drillmaster.openvidu.Observation.Peer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what a server sends, in one pass over the text, keeping only what a client needs; {@link
 * Requests} writes what it is sent. Without state, for any number of threads.
 */
public final class Codec {

  private static final JsonFactory JSON = JsonFactory.builder().build();

  private Codec() {}

  /**
   * A frame as a message; null for malformed text and for messages that no client acts upon, which
   * the SDK ignores too.
   */
  public static @Nullable Incoming read(String frame) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), frame)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      Draft draft = new Draft();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken value = parser.nextToken();
        switch (name) {
          case "id" -> draft.id = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : -1;
          case "method" -> draft.method = string(parser, value);
          case "params" -> readObject(parser, value, draft);
          case "result" -> {
            draft.isAnswer = true;
            readObject(parser, value, draft);
          }
          case "error" -> {
            draft.isRefusal = true;
            readObject(parser, value, draft);
          }
          default -> parser.skipChildren();
        }
      }
      return draft.message();
    } catch (JacksonException malformed) {
      return null;
    }
  }

  /**
   * The credentials in the answer of {@code POST /sessions/ID/connection}; null when it is not one.
   */
  public static @Nullable Credentials readConnection(String body) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      String con = null;
      String token = null;
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken value = parser.nextToken();
        switch (name) {
          case "id" -> con = string(parser, value);
          case "token" -> token = string(parser, value);
          default -> parser.skipChildren();
        }
      }
      return con == null || token == null ? null : new Credentials(token, con);
    } catch (JacksonException | IllegalArgumentException notACredential) {
      return null;
    }
  }

  /** Fields of params, result and error, gathered before it is known which message they make. */
  private static final class Draft {
    int id = -1;
    boolean isAnswer;
    boolean isRefusal;
    @Nullable String method;
    @Nullable String subject;
    @Nullable String connection;
    @Nullable String reason;
    @Nullable String rpcSession;
    @Nullable Long life;
    @Nullable String mediaServer;
    List<Peer> peers = List.of();
    List<String> streams = List.of();
    boolean offers;
    List<String> addresses = List.of();
    @Nullable String endpoint;
    @Nullable String candidate;
    @Nullable String data;
    @Nullable String type;
    @Nullable String from;
    int code;
    @Nullable String message;

    @Nullable Incoming message() {
      if (method != null) {
        return notification(method);
      }
      if (id < 0) {
        return null;
      }
      if (isRefusal) {
        return new Incoming.Refusal(id, code, message == null ? "" : message);
      }
      return isAnswer
          ? new Incoming.Answer(
              id, subject, rpcSession, life, mediaServer, peers, offers, addresses)
          : null;
    }

    private @Nullable Incoming notification(String name) {
      return switch (name) {
        case "sendMessage" ->
            data == null ? null : new Incoming.Signal(from, type == null ? "" : type, data);
        case "participantJoined" -> subject == null ? null : new Incoming.MemberJoined(subject);
        case "participantLeft" ->
            connection == null ? null : new Incoming.MemberLeft(connection, reason);
        case "participantEvicted" ->
            connection == null ? null : new Incoming.MemberEvicted(connection, reason);
        case "participantPublished" ->
            subject == null ? null : new Incoming.Published(subject, streams);
        case "participantUnpublished" ->
            connection == null ? null : new Incoming.Unpublished(connection, reason);
        case "iceCandidate" ->
            endpoint == null || candidate == null
                ? null
                : new Incoming.Candidate(endpoint, Sdp.addressOf(candidate));
        case "masterNodeCrashedNotification" -> new Incoming.MasterCrashed();
        default -> null;
      };
    }
  }

  private static void readObject(JsonParser parser, JsonToken start, Draft draft) {
    if (start != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "id" -> draft.subject = string(parser, value);
        case "connectionId" -> draft.connection = string(parser, value);
        case "reason" -> draft.reason = string(parser, value);
        case "sessionId" -> draft.rpcSession = string(parser, value);
        case "life" ->
            draft.life = value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : null;
        case "mediaServer" -> draft.mediaServer = string(parser, value);
        case "value" -> draft.peers = peers(parser, value);
        case "streams" -> draft.streams = streams(parser, value);
        case "sdpAnswer", "sdpOffer" -> {
          String sdp = string(parser, value);
          draft.offers = name.equals("sdpOffer");
          draft.addresses = sdp == null ? List.of() : Sdp.addresses(sdp);
        }
        case "endpointName" -> draft.endpoint = string(parser, value);
        case "candidate" -> draft.candidate = string(parser, value);
        case "data" -> draft.data = string(parser, value);
        case "type" -> draft.type = string(parser, value);
        case "from" -> draft.from = string(parser, value);
        case "code" -> draft.code = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : 0;
        case "message" -> draft.message = string(parser, value);
        default -> parser.skipChildren();
      }
    }
  }

  private static List<Peer> peers(JsonParser parser, JsonToken start) {
    if (start != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return List.of();
    }
    List<Peer> peers = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      String con = null;
      List<String> streams = List.of();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken value = parser.nextToken();
        switch (name) {
          case "id" -> con = string(parser, value);
          case "streams" -> streams = streams(parser, value);
          default -> parser.skipChildren();
        }
      }
      if (con != null) {
        peers.add(new Peer(con, streams));
      }
    }
    return peers;
  }

  private static List<String> streams(JsonParser parser, JsonToken start) {
    if (start != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return List.of();
    }
    List<String> streams = new ArrayList<>(1);
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken value = parser.nextToken();
        String id = name.equals("id") ? string(parser, value) : null;
        if (id != null) {
          streams.add(id);
        } else {
          parser.skipChildren();
        }
      }
    }
    return streams;
  }

  /** The string at the parser; null, and skipped, when it is something else. */
  private static @Nullable String string(JsonParser parser, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    parser.skipChildren();
    return null;
  }
}
