package io.drillmaster.simulations.stub;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stub's signalling on one socket. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the channel
final class StubSocket extends SimpleChannelInboundHandler<TextWebSocketFrame> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SDP =
      "v=0\\r\\nc=IN IP4 192.0.2.1\\r\\na=candidate:1 1 UDP 1 192.0.2.1 40000 typ host\\r\\n";

  private final StubRooms rooms;
  private final StubCluster cluster;
  private StubRooms.@Nullable Member member;

  StubSocket(StubRooms rooms, StubCluster cluster) {
    this.rooms = rooms;
    this.cluster = cluster;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
      cluster.opened(context.channel());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    StubRooms.Member known = member;
    if (known != null && known.socket == context.channel()) {
      known.socket = null;
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
    JsonNode call = JSON.readTree(frame.text());
    Channel socket = context.channel();
    int id = call.required("id").intValue();
    JsonNode params = call.path("params");
    switch (call.required("method").stringValue()) {
      case "ping" ->
          say(socket, "{\"id\":" + id + ",\"result\":{\"value\":\"pong\"},\"jsonrpc\":\"2.0\"}");
      case "joinRoom" -> join(socket, id, params);
      case "connect" -> connect(socket, id, params);
      case "sendMessage" -> signal(socket, id, params);
      case "publishVideo" -> publish(socket, id);
      case "receiveVideoFrom" -> result(socket, id, "\"sdpAnswer\":\"" + SDP + "\",");
      case "prepareReceiveVideoFrom" -> result(socket, id, "\"sdpOffer\":\"" + SDP + "\",");
      case "leaveRoom" -> leave(socket, id);
      case "sessionStatus" -> status(socket, id, params);
      default -> result(socket, id, "");
    }
  }

  private void join(Channel socket, int id, JsonNode params) {
    StubRooms.Member joined =
        rooms.join(
            params.required("session").stringValue(),
            params.required("token").stringValue(),
            socket);
    if (joined == null) {
      say(
          socket,
          "{\"id\":%d,\"error\":{\"code\":401,\"message\":\"bad token. Code: 401\"},\"jsonrpc\":\"2.0\"}"
              .formatted(id));
      return;
    }
    member = joined;
    String others =
        joined.room.members.values().stream()
            .filter(each -> each != joined)
            .map(StubSocket::described)
            .collect(Collectors.joining(","));
    toOthers(
        joined,
        "{\"method\":\"participantJoined\",\"params\":{\"id\":\"%s\",\"createdAt\":1,\"metadata\":\"\"},\"jsonrpc\":\"2.0\"}"
            .formatted(joined.con));
    result(
        socket,
        id,
        "\"id\":\"%s\",\"createdAt\":1,\"metadata\":\"\",\"value\":[%s],\"session\":\"%s\",\"mediaServer\":\"kurento\",\"role\":\"PUBLISHER\",\"life\":%d,"
            .formatted(joined.con, others, joined.room.id, joined.room.life));
  }

  private static String described(StubRooms.Member member) {
    String streams =
        member.stream == null
            ? ""
            : ",\"streams\":[{\"id\":\"" + member.stream + "\",\"createdAt\":1}]";
    return "{\"id\":\"%s\",\"createdAt\":1,\"metadata\":\"\"%s}".formatted(member.con, streams);
  }

  private void connect(Channel socket, int id, JsonNode params) {
    StubRooms.Member resumed = rooms.resume(params.path("sessionId").stringValue(""), socket);
    if (resumed == null) {
      say(
          socket,
          "{\"id\":%d,\"error\":{\"code\":40007,\"message\":\"reconnection error\"},\"jsonrpc\":\"2.0\"}"
              .formatted(id));
      return;
    }
    member = resumed;
    result(socket, id, "\"value\":\"reconnection successful\",");
  }

  private void signal(Channel socket, int id, JsonNode params) {
    StubRooms.Member from = member;
    if (from == null) {
      return;
    }
    JsonNode message = JSON.readTree(params.required("message").stringValue());
    String text =
        "{\"method\":\"sendMessage\",\"params\":{\"data\":%s,\"type\":%s,\"from\":\"%s\"},\"jsonrpc\":\"2.0\"}"
            .formatted(
                message.required("data").toString(), message.required("type").toString(), from.con);
    JsonNode to = message.path("to");
    if (to.isEmpty()) {
      from.room.members.values().forEach(each -> deliver(each, text));
    } else {
      to.forEach(con -> deliver(from.room.members.get(con.stringValue()), text));
    }
    result(socket, id, "");
  }

  private void deliver(StubRooms.@Nullable Member to, String text) {
    if (to != null && to.socket != null) {
      rooms.countDelivered();
      say(to.socket, text);
    }
  }

  private void publish(Channel socket, int id) {
    StubRooms.Member publisher = member;
    if (publisher == null) {
      return;
    }
    publisher.stream = "str_CAM_AAAA_" + publisher.con;
    toOthers(
        publisher,
        "{\"method\":\"participantPublished\",\"params\":{\"id\":\"%s\",\"streams\":[{\"id\":\"%s\",\"createdAt\":1}]},\"jsonrpc\":\"2.0\"}"
            .formatted(publisher.con, publisher.stream));
    result(
        socket,
        id,
        "\"sdpAnswer\":\"%s\",\"id\":\"%s\",\"createdAt\":1,".formatted(SDP, publisher.stream));
  }

  private void leave(Channel socket, int id) {
    StubRooms.Member leaver = member;
    if (leaver != null) {
      toOthers(
          leaver,
          "{\"method\":\"participantLeft\",\"params\":{\"connectionId\":\"%s\",\"reason\":\"disconnect\"},\"jsonrpc\":\"2.0\"}"
              .formatted(leaver.con));
      rooms.leave(leaver);
      result(socket, id, "");
      member = null;
    }
  }

  private void status(Channel socket, int id, JsonNode params) {
    StubRooms.Room room = rooms.room(params.path("sessionId").stringValue(""));
    result(socket, id, room == null ? "" : "\"life\":" + room.life + ",");
  }

  private void toOthers(StubRooms.Member from, String text) {
    for (StubRooms.Member each : from.room.members.values()) {
      if (each != from && each.socket != null) {
        say(each.socket, text);
      }
    }
  }

  private void result(Channel socket, int id, String fields) {
    String rpc = member == null ? "none" : member.rpc;
    say(
        socket,
        "{\"id\":%d,\"result\":{%s\"sessionId\":\"%s\"},\"jsonrpc\":\"2.0\"}"
            .formatted(id, fields, rpc));
  }

  private static void say(Channel socket, String text) {
    socket.writeAndFlush(new TextWebSocketFrame(text));
  }
}
