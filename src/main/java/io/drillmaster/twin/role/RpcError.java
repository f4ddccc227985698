package io.drillmaster.twin.role;

import org.jspecify.annotations.Nullable;

/**
 * An error as the real server words it (protocol file, sections 3.2 and 10).
 *
 * @param data stack trace of an unexpected exception
 * @param sessionId RPC session; only errors of the session layer name it
 */
record RpcError(int code, String message, @Nullable String data, @Nullable String sessionId) {

  /** Thrown in the handler: the text ends with the code. */
  static RpcError handler(int code, String text) {
    return new RpcError(code, text + ". Code: " + code, null, null);
  }

  /** Produced by the session layer: names the RPC session. */
  static RpcError session(int code, String text, RpcSession rpc) {
    return new RpcError(code, text + ". Code: " + code, null, rpc.id);
  }

  /** An unexpected exception of the real server, with the beginning of its stack trace. */
  static RpcError exception(String javaClass, String text) {
    return new RpcError(
        -1,
        javaClass + ":" + text,
        javaClass
            + ": "
            + text
            + "\n\tat io.openvidu.server.rpc.RpcHandler.handleRequest(RpcHandler.java)",
        null);
  }

  /** A parameter that the method needs is absent. */
  static RpcError missing(String parameter, String method) {
    return exception(
        "java.lang.RuntimeException",
        "Request element '"
            + parameter
            + "' is missing in RPC method '"
            + method
            + "'. Check that 'openvidu-server' and 'openvidu-browser' versions are compatible with"
            + " each other");
  }

  /** The params are not an object. */
  static RpcError notAnObject() {
    return exception(
        "com.google.gson.JsonSyntaxException",
        "Expected a com.google.gson.JsonObject but was com.google.gson.JsonArray; at path $");
  }

  /** The media node cannot be reached. */
  static RpcError media(String why) {
    return exception("org.kurento.jsonrpc.JsonRpcException", " " + why);
  }

  /** The RPC session is unknown or belongs to another life. */
  static RpcError reconnection() {
    return new RpcError(40007, "reconnection error", null, null);
  }

  /** A method before joinRoom. */
  static RpcError notJoined(String privateId, boolean triedToJoin) {
    return handler(
        803,
        (triedToJoin ? "No session information" : "No connection")
            + " found for participant with privateId "
            + privateId
            + ". Method 'Session.connect()' must be the first operation called in any session");
  }

  /** A join of a session that does not exist. */
  static RpcError noSession(String sessionId) {
    return handler(202, "Unable to join session. Session " + sessionId + " cannot be found");
  }
}
