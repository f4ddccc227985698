package io.drillmaster.simulations.stub;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** The stub's REST: POST sessions, POST connection, DELETE session. Upgrades pass. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the channel
final class StubRest extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final JsonMapper JSON = new JsonMapper();

  /** Members and signals delivered, for who watches from another process. */
  private static final String COUNTS = "/counts";

  private static final String SESSIONS = "/openvidu/api/sessions";

  private final StubRooms rooms;
  private final StubCluster cluster;

  StubRest(StubRooms rooms, StubCluster cluster) {
    super(false);
    this.rooms = rooms;
    this.cluster = cluster;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.uri().equals(COUNTS)) {
      answer(context, HttpResponseStatus.OK, rooms.members() + " " + rooms.delivered());
      request.release();
      return;
    }
    if (!request.uri().startsWith(SESSIONS)) {
      context.fireChannelRead(request);
      return;
    }
    try {
      if (request.headers().get(HttpHeaderNames.AUTHORIZATION) == null) {
        answer(context, HttpResponseStatus.UNAUTHORIZED, "");
      } else if (request.method().equals(HttpMethod.POST)) {
        post(context, request);
      } else {
        rooms.delete(request.uri().substring(SESSIONS.length() + 1));
        answer(context, HttpResponseStatus.NO_CONTENT, "");
      }
    } finally {
      request.release();
    }
  }

  private void post(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.uri().equals(SESSIONS)) {
      String id =
          JSON.readTree(request.content().toString(StandardCharsets.UTF_8))
              .required("customSessionId")
              .stringValue();
      if (rooms.create(id)) {
        answer(context, HttpResponseStatus.OK, "{\"id\":\"" + id + "\",\"createdAt\":1}");
      } else {
        answer(context, HttpResponseStatus.CONFLICT, "");
      }
      return;
    }
    String id = request.uri().substring(SESSIONS.length() + 1).replaceFirst("/connection$", "");
    if (rooms.room(id) == null) {
      answer(context, HttpResponseStatus.NOT_FOUND, "");
      return;
    }
    String con = rooms.nextName("con_");
    String token = "ws://127.0.0.1:%d?sessionId=%s&token=tok_%s".formatted(cluster.port(), id, con);
    rooms.connect(token, con);
    answer(
        context,
        HttpResponseStatus.OK,
        "{\"id\":\"%s\",\"connectionId\":\"%s\",\"token\":\"%s\"}".formatted(con, con, token));
  }

  private static void answer(
      ChannelHandlerContext context, HttpResponseStatus status, String body) {
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    HttpUtil.setContentLength(response, response.content().readableBytes());
    context.writeAndFlush(response);
  }
}
