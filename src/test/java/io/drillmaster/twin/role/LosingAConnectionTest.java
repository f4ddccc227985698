package io.drillmaster.twin.role;

import static io.drillmaster.twin.role.Bench.Joined.evicted;
import static io.drillmaster.twin.role.Bench.Joined.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.Bench.Joined;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loss, window, watchdog, eviction, cascade, takeover, ghosts: captured scenarios R1 to R8. */
class LosingAConnectionTest {

  private static final String SIGNAL =
      "{\"method\":\"sendMessage\",\"params\":{\"data\":\"x\",\"type\":\"signal:x\",\"from\":\"%s\"},"
          + "\"jsonrpc\":\"2.0\"}";

  private final Bench bench = new Bench();
  private final List<Joined> members = new ArrayList<>();

  @BeforeEach
  void room() {
    bench.session("room");
  }

  /** A new member that came in by m1; what anybody heard until now is forgotten. */
  private Joined member() {
    members.add(bench.joined(bench.m1, "room"));
    members.forEach(each -> each.client().heard.clear());
    return members.get(members.size() - 1);
  }

  private void ping(Joined member) {
    member
        .client()
        .raw("{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"params\":{\"interval\":5000},\"id\":90}");
    member.client().heard.clear();
  }

  @Test
  void aCutSocketIsEvictedAfterTenSecondsAndTheOthersAreTold() {
    Joined a = member();
    Joined b = member();
    a.client().cut();
    bench.pass(Duration.ofMillis(9_999));
    assertThat(b.client().heard).isEmpty();
    bench.pass(Duration.ofMillis(1));
    assertThat(b.client().heard)
        .containsExactly(left(a.id(), "networkDisconnect"), evicted(a.id(), "networkDisconnect"));
    TestClient a2 = bench.again(bench.m2, "room");
    assertThat(a2.reconnect(a.rpcId()))
        .isEqualTo(
            "{\"id\":0,\"error\":{\"code\":40007,\"message\":\"reconnection"
                + " error\"},\"jsonrpc\":\"2.0\"}");
    assertThat(a2.call("sessionStatus", "sessionId", "room"))
        .isEqualTo(
            "{\"id\":1,\"result\":{\"life\":" + a.result().get("life") + "},\"jsonrpc\":\"2.0\"}");
  }

  @Test
  void everyLossHasItsOwnWindow() {
    Joined a = member();
    Joined b = member();
    TestClient current = a.client();
    for (int i = 0; i < 3; i++) {
      current.cut();
      bench.pass(Duration.ofSeconds(7));
      current = bench.again(bench.m1, "room");
      assertThat(current.reconnect(a.rpcId()))
          .isEqualTo(
              "{\"id\":0,\"result\":{\"value\":\"reconnection successful\",\"sessionId\":\""
                  + a.rpcId()
                  + "\"},\"jsonrpc\":\"2.0\"}");
    }
    bench.pass(Duration.ofSeconds(30));
    assertThat(b.client().heard).isEmpty();
  }

  @Test
  void aNotificationToAClosedSocketEvictsSilentlyAndTheResumeIsHollow() {
    Joined a = member();
    Joined b = member();
    a.client().cut();
    bench.pass(Duration.ofMillis(1500));
    b.client().signal("x");
    assertThat(b.client().notifications())
        .containsExactly(String.format(SIGNAL, b.id()), left(a.id(), ""), evicted(a.id(), ""));
    TestClient a2 = bench.again(bench.m2, "room");
    assertThat(a2.reconnect(a.rpcId())).contains("reconnection successful");
    assertThat(a2.call("echo"))
        .isEqualTo(
            "{\"id\":1,\"result\":{\"sessionId\":\"" + a.rpcId() + "\"},\"jsonrpc\":\"2.0\"}");
    a2.signal("back", a.id());
    assertThat(a2.response(2)).isNull();
    bench.pass(Duration.ofMillis(9_999));
    assertThat(a2.end).isNull();
    bench.pass(Duration.ofMillis(1));
    assertThat(a2.end).isEqualTo("1000 ");
    TestClient a3 = bench.again(bench.m1, "room");
    assertThat(a3.reconnect(a.rpcId())).contains("40007");
  }

  @Test
  void oneSignalEvictsEveryDeadMemberOfTheRoom() {
    List<Joined> dead = List.of(member(), member(), member());
    Joined f = member();
    dead.forEach(member -> member.client().cut());
    f.client().signal("x", dead.get(0).id());
    assertThat(f.client().notifications())
        .containsExactlyInAnyOrder(
            left(dead.get(0).id(), ""), evicted(dead.get(0).id(), ""),
            left(dead.get(1).id(), ""), evicted(dead.get(1).id(), ""),
            left(dead.get(2).id(), ""), evicted(dead.get(2).id(), ""));
    RestAnswer session = bench.rest(bench.m2, "GET", "/sessions/room", "");
    assertThat(Bench.at(Bench.json(session), "connections", "numberOfElements")).isEqualTo(1);
  }

  @Test
  void aNewcomerHearsOfADeadMemberFirstInItsListThenThatItLeft() {
    Joined a = member();
    a.client().cut();
    TestClient b = bench.client(bench.m2, "room");
    List<?> value = (List<?>) b.join("room", bench.token("room")).get("value");
    assertThat(value).hasSize(1);
    assertThat(b.heard.subList(1, b.heard.size()))
        .containsExactly(left(a.id(), ""), evicted(a.id(), ""));
  }

  @Test
  void aSilentClientIsClosedAfterFifteenSecondsAndEvictedTenLater() {
    Joined a = member();
    Joined b = member();
    ping(a);
    bench.pass(Duration.ofMillis(14_999));
    assertThat(a.client().end).isNull();
    bench.pass(Duration.ofMillis(1));
    assertThat(a.client().end).isEqualTo("1000 Close for not receive ping from client");
    bench.pass(Duration.ofSeconds(10));
    assertThat(b.client().heard)
        .containsExactly(left(a.id(), "networkDisconnect"), evicted(a.id(), "networkDisconnect"));
  }

  @Test
  void aResumedClientThatFallsSilentIsClosedWithTheOldInterval() {
    Joined a = member();
    member();
    ping(a);
    a.client().cut();
    bench.pass(Duration.ofSeconds(2));
    TestClient a2 = bench.again(bench.m2, "room");
    a2.reconnect(a.rpcId());
    bench.pass(Duration.ofMillis(14_999));
    assertThat(a2.end).isNull();
    bench.pass(Duration.ofMillis(1));
    assertThat(a2.end).isEqualTo("1000 Close for not receive ping from client");
  }

  @Test
  void aClientThatNeverPingsIsNeverClosed() {
    Joined a = member();
    bench.pass(Duration.ofSeconds(70));
    assertThat(a.client().end).isNull();
  }

  @Test
  void aTakeoverMovesNotificationsAndTheOldSocketGets803() {
    Joined a = member();
    Joined b = member();
    TestClient a2 = bench.again(bench.m2, "room");
    a2.reconnect(a.rpcId());
    a2.heard.clear();
    b.client().signal("x");
    assertThat(a2.notifications()).containsExactly(String.format(SIGNAL, b.id()));
    assertThat(a.client().heard).isEmpty();
    assertThat(a.client().call("echo")).contains("\"code\":803").contains("No connection found");
    a.client().cut();
    bench.pass(Duration.ofSeconds(30));
    assertThat(a2.call("echo")).contains(a.rpcId());
    assertThat(b.client().notifications()).containsExactly(String.format(SIGNAL, b.id()));
  }

  @Test
  void aCloseWithAReasonTextLeavesNoGhostBecauseTheEntryDropsTheText() {
    Joined a = bench.joined(bench.m2, "room");
    Joined b = member();
    a.client().close(4102, "Connection closed by client");
    bench.pass(Duration.ofSeconds(10));
    assertThat(b.client().heard)
        .containsExactly(left(a.id(), "networkDisconnect"), evicted(a.id(), "networkDisconnect"));
  }

  @Test
  void leavingIsAcknowledgedToldAndTheSocketClosedTenSecondsLater() {
    Joined a = member();
    Joined b = member();
    assertThat(a.client().call("leaveRoom"))
        .isEqualTo(
            "{\"id\":1,\"result\":{\"sessionId\":\"" + a.rpcId() + "\"},\"jsonrpc\":\"2.0\"}");
    assertThat(b.client().heard).containsExactly(left(a.id(), "disconnect"));
    a.client().signal("x");
    assertThat(a.client().response(2)).isNull();
    bench.pass(Duration.ofSeconds(10));
    assertThat(a.client().end).isEqualTo("1000 ");
  }

  @Test
  void theSessionIsGoneWhenItsLastMemberWasEvicted() {
    Joined a = member();
    a.client().cut();
    assertThat(bench.rest(bench.m2, "GET", "/sessions/room", "").status()).isEqualTo(200);
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.rest(bench.m2, "GET", "/sessions/room", "").status()).isEqualTo(404);
  }

  @Test
  void deletingAConnectionTellsAllAndClosesTheVictimLater() {
    Joined a = member();
    Joined b = member();
    String path = "/sessions/room/connection/" + a.id();
    assertThat(bench.rest(bench.m2, "DELETE", path, "").status()).isEqualTo(204);
    assertThat(b.client().heard)
        .containsExactly(
            left(a.id(), "forceDisconnectByServer"), evicted(a.id(), "forceDisconnectByServer"));
    assertThat(a.client().heard).containsExactly(evicted(a.id(), "forceDisconnectByServer"));
    assertThat(bench.rest(bench.m2, "DELETE", path, "").status()).isEqualTo(404);
    bench.pass(Duration.ofSeconds(10));
    assertThat(a.client().end).isEqualTo("1000 ");
    assertThat(bench.rest(bench.m2, "DELETE", "/sessions/room", "").status()).isEqualTo(204);
    assertThat(b.client().heard.get(2)).isEqualTo(evicted(b.id(), "sessionClosedByServer"));
  }

  @Test
  void anEvictedSocketThatJoinsAgainIsStillClosedAndLeavesAGhost() {
    bench.session("m1");
    Joined m = bench.joined(bench.m1, "m1");
    bench.rest(bench.m1, "DELETE", "/sessions/m1", "");
    bench.session("m1");
    Map<String, ?> again = m.client().join("m1", bench.token("m1"));
    bench.pass(Duration.ofSeconds(10));
    assertThat(m.client().end).isEqualTo("1000 ");
    bench.pass(Duration.ofSeconds(40));
    TestClient m2 = bench.client(bench.m2, "m1");
    List<?> value = (List<?>) m2.join("m1", bench.token("m1")).get("value");
    assertThat(value)
        .singleElement()
        .satisfies(entry -> assertThat(((Map<?, ?>) entry).get("id")).isEqualTo(again.get("id")));
  }
}
