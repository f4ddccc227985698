package io.drillmaster.openvidu;

/**
 * The frames a client sends, letter for letter as openvidu-browser 2.32.2 does: key order, eight
 * parameters of joinRoom, no {@code params} on a ping but the first (protocol file, sections 3.4
 * and 4).
 */
final class Requests {

  private static final String HEAD = "{\"jsonrpc\":\"2.0\",\"method\":\"";
  private static final String PLATFORM = "Chrome 120.0.0.0 on Linux 64-bit";
  private static final String SDK_VERSION = "2.32.2";

  private static final String PING = HEAD + "ping\",\"id\":";
  private static final String PUBLISH =
      HEAD
          + "publishVideo\",\"params\":{\"doLoopback\":false,\"hasAudio\":true,\"hasVideo\":true,"
          + "\"audioActive\":true,\"videoActive\":true,\"typeOfVideo\":\"CAMERA\","
          + "\"frameRate\":30,\"videoDimensions\":\"{\\\"width\\\":640,\\\"height\\\":480}\","
          + "\"sdpOffer\":"
          + quoted(Sdp.OFFER)
          + "},\"id\":";
  private static final String RECEIVE = HEAD + "receiveVideoFrom\",\"params\":{\"sender\":";
  private static final String OFFER_TAIL = ",\"sdpOffer\":" + quoted(Sdp.OFFER) + "},\"id\":";
  private static final String ANSWER_TAIL = ",\"sdpAnswer\":" + quoted(Sdp.ANSWER) + "},\"id\":";
  private static final String LEAVE = HEAD + "leaveRoom\",\"params\":{},\"id\":";

  private Requests() {}

  static String firstPing(int id, long intervalMillis) {
    return HEAD + "ping\",\"params\":{\"interval\":" + intervalMillis + "},\"id\":" + id + "}";
  }

  static String ping(int id) {
    return PING + id + "}";
  }

  static String joinRoom(int id, String token, String session, String name) {
    return HEAD
        + "joinRoom\",\"params\":{\"token\":"
        + quoted(token)
        + ",\"session\":"
        + quoted(session)
        + ",\"platform\":\""
        + PLATFORM
        + "\",\"sdkVersion\":\""
        + SDK_VERSION
        + "\",\"metadata\":"
        + quoted("{\"clientData\":" + quoted(name) + "}")
        + ",\"secret\":\"\",\"recorder\":false,\"stt\":false},\"id\":"
        + id
        + "}";
  }

  static String connect(int id, String rpcSession) {
    return HEAD
        + "connect\",\"params\":{\"sessionId\":"
        + quoted(rpcSession)
        + ",\"reconnect\":true},\"id\":"
        + id
        + "}";
  }

  static String sessionStatus(int id, String session) {
    return HEAD
        + "sessionStatus\",\"params\":{\"sessionId\":"
        + quoted(session)
        + "},\"id\":"
        + id
        + "}";
  }

  static String publishVideo(int id) {
    return PUBLISH + id + "}";
  }

  /** The client offers. */
  static String receiveVideoFrom(int id, String stream) {
    return RECEIVE + quoted(stream) + OFFER_TAIL + id + "}";
  }

  static String prepareReceiveVideoFrom(int id, String stream) {
    return HEAD
        + "prepareReceiveVideoFrom\",\"params\":{\"sender\":"
        + quoted(stream)
        + ",\"reconnect\":false},\"id\":"
        + id
        + "}";
  }

  /** The answer to what {@link #prepareReceiveVideoFrom} brought. */
  static String answerVideoFrom(int id, String stream) {
    return RECEIVE + quoted(stream) + ANSWER_TAIL + id + "}";
  }

  static String onIceCandidate(int id, String endpoint, String candidate) {
    return HEAD
        + "onIceCandidate\",\"params\":{\"endpointName\":"
        + quoted(endpoint)
        + ",\"candidate\":"
        + quoted(candidate)
        + ",\"sdpMid\":\"0\",\"sdpMLineIndex\":0},\"id\":"
        + id
        + "}";
  }

  /** To the whole room, the sender included. */
  static String signalToRoom(int id, String data) {
    return signal(id, "", data);
  }

  /** To one connection. */
  static String signalTo(int id, String con, String data) {
    return signal(id, quoted(con), data);
  }

  private static String signal(int id, String to, String data) {
    return HEAD
        + "sendMessage\",\"params\":{\"message\":"
        + quoted(
            "{\"to\":["
                + to
                + "],\"data\":"
                + quoted(data)
                + ",\"type\":\""
                + SignalPayload.TYPE
                + "\"}")
        + "},\"id\":"
        + id
        + "}";
  }

  static String leaveRoom(int id) {
    return LEAVE + id + "}";
  }

  /** A JSON string, as JSON.stringify writes it. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
