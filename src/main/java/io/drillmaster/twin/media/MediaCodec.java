package io.drillmaster.twin.media;

import io.drillmaster.twin.role.MediaCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of the link between a master and a media node. */
public final class MediaCodec {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private MediaCodec() {}

  /**
   * A command with the number its answer will carry.
   *
   * @param ask the master's number
   */
  public record Numbered(long ask, MediaCommand command) {}

  /** Writes a command. */
  public static String write(Numbered numbered) {
    MediaCommand command = numbered.command();
    ObjectNode node = JSON.createObjectNode();
    node.put("ask", numbered.ask());
    node.put("type", type(command));
    node.put("sessionId", command.sessionId());
    node.put("life", command.life());
    node.put("endpoint", command.endpoint());
    node.put("text", payload(command));
    return node.toString();
  }

  private static String type(MediaCommand command) {
    if (command instanceof MediaCommand.Offer) {
      return "offer";
    } else if (command instanceof MediaCommand.PrepareOffer) {
      return "prepare";
    } else if (command instanceof MediaCommand.Answer) {
      return "answer";
    } else if (command instanceof MediaCommand.Candidate) {
      return "candidate";
    } else if (command instanceof MediaCommand.Release) {
      return "release";
    } else if (command instanceof MediaCommand.ReleaseSession) {
      return "releaseSession";
    }
    throw new IllegalArgumentException("media command of unknown type " + command.getClass());
  }

  private static String payload(MediaCommand command) {
    if (command instanceof MediaCommand.Offer offer) {
      return offer.sdpOffer();
    } else if (command instanceof MediaCommand.Answer answer) {
      return answer.sdpAnswer();
    } else if (command instanceof MediaCommand.Candidate candidate) {
      return candidate.candidate();
    }
    return "";
  }

  /**
   * Reads a command.
   *
   * @throws IllegalArgumentException for a type that is not known
   */
  public static Numbered readCommand(String text) {
    JsonNode node = JSON.readTree(text);
    String session = node.get("sessionId").asString();
    long life = node.get("life").asLong();
    String endpoint = node.get("endpoint").asString();
    String payload = node.get("text").asString();
    String type = node.get("type").asString();
    MediaCommand command =
        switch (type) {
          case "offer" -> new MediaCommand.Offer(session, life, endpoint, payload);
          case "prepare" -> new MediaCommand.PrepareOffer(session, life, endpoint);
          case "answer" -> new MediaCommand.Answer(session, life, endpoint, payload);
          case "candidate" -> new MediaCommand.Candidate(session, life, endpoint, payload);
          case "release" -> new MediaCommand.Release(session, life, endpoint);
          case "releaseSession" -> new MediaCommand.ReleaseSession(session, life);
          default -> throw new IllegalArgumentException("media command '" + type + "' not known");
        };
    return new Numbered(node.get("ask").asLong(), command);
  }

  /** Writes what a media node tells. */
  public static String write(MediaMessage message) {
    ObjectNode node = JSON.createObjectNode();
    if (message instanceof MediaMessage.Hello hello) {
      node.put("type", "hello").put("id", hello.id()).put("processId", hello.processId());
    } else if (message instanceof MediaMessage.Answered answered) {
      node.put("type", "answered").put("ask", answered.ask()).put("sdp", answered.sdp());
    } else if (message instanceof MediaMessage.Refused refused) {
      node.put("type", "refused").put("ask", refused.ask()).put("why", refused.why());
    } else if (message instanceof MediaMessage.Candidate candidate) {
      node.put("type", "candidate")
          .put("sessionId", candidate.sessionId())
          .put("life", candidate.life())
          .put("endpoint", candidate.endpoint())
          .put("candidate", candidate.candidate())
          .put("sdpMid", candidate.sdpMid())
          .put("sdpMLineIndex", candidate.sdpMLineIndex());
    } else {
      throw new IllegalArgumentException("media message of unknown type " + message.getClass());
    }
    return node.toString();
  }

  /**
   * Reads what a media node tells.
   *
   * @throws IllegalArgumentException for a type that is not known
   */
  public static MediaMessage readMessage(String text) {
    JsonNode node = JSON.readTree(text);
    String type = node.get("type").asString();
    return switch (type) {
      case "hello" ->
          new MediaMessage.Hello(node.get("id").asString(), node.get("processId").asString());
      case "answered" ->
          new MediaMessage.Answered(node.get("ask").asLong(), node.get("sdp").asString());
      case "refused" ->
          new MediaMessage.Refused(node.get("ask").asLong(), node.get("why").asString());
      case "candidate" ->
          new MediaMessage.Candidate(
              node.get("sessionId").asString(),
              node.get("life").asLong(),
              node.get("endpoint").asString(),
              node.get("candidate").asString(),
              node.get("sdpMid").asString(),
              node.get("sdpMLineIndex").asInt());
      default -> throw new IllegalArgumentException("media message '" + type + "' not known");
    };
  }
}
