package io.drillmaster.simulations;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * The load of the benchmark written with Gatling's own ws DSL, as one would without ours: each user
 * makes a room, joins it, and once a second signals itself and waits for the notification.
 */
public final class StockWebSocket extends Simulation {
  private static final String URL = "stock.url";
  private static final String PARTICIPANTS = "stock.participants";

  private static final ChainBuilder JOIN =
      exec(session -> session.set("room", "stock-" + session.userId()))
          .exec(
              http("create session")
                  .post("/openvidu/api/sessions")
                  .body(StringBody("{\"customSessionId\":\"#{room}\"}")),
              http("create connection")
                  .post("/openvidu/api/sessions/#{room}/connection")
                  .body(StringBody("{}"))
                  .check(jsonPath("$.token").saveAs("token")),
              ws("upgrade").connect("/openvidu?sessionId=#{room}"),
              ws("join")
                  .sendText(
                      "{\"jsonrpc\":\"2.0\",\"method\":\"joinRoom\",\"params\":{\"token\":\"#{token}\",\"session\":\"#{room}\"},\"id\":1}")
                  .await(10)
                  .on(ws.checkTextMessage("joined").check(regex("\"life\""))));

  private static final ChainBuilder SIGNAL =
      exec(ws("signal")
              .sendText(
                  "{\"jsonrpc\":\"2.0\",\"method\":\"sendMessage\",\"params\":{\"message\":\"{\\\"to\\\":[],\\\"data\\\":\\\"t1 #{room} s0001-p1 con_0000000001 1 1 R 123456789\\\",\\\"type\\\":\\\"signal:drill\\\"}\"},\"id\":2}")
              .await(10)
              .on(
                  ws.checkTextMessage("heard")
                      .matching(regex("\"method\":\"sendMessage\""))
                      .check(regex("s0001-p1"))))
          .pause(Duration.ofSeconds(1));

  public StockWebSocket() {
    int participants = Integer.getInteger(PARTICIPANTS);
    int perSecond = Math.max(1, participants / 20);
    var users = scenario("stock").exec(JOIN).forever().on(SIGNAL);
    setUp(
            participants <= perSecond
                ? users.injectOpen(atOnceUsers(participants))
                : users.injectOpen(constantUsersPerSec(perSecond).during(20)))
        .protocols(
            http.baseUrl(System.getProperty(URL))
                .wsBaseUrl(System.getProperty(URL).replace("http:", "ws:"))
                .basicAuth("OPENVIDUAPP", "s3cret"))
        .maxDuration(Duration.ofMinutes(10));
  }
}
