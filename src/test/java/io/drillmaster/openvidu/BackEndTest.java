package io.drillmaster.openvidu;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.openvidu.Credentials.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackEndTest {

  private static final String CONNECTION =
      "{\"id\":\"con_1\",\"object\":\"connection\",\"token\":\"ws://b:4443?sessionId=s1&token=tok_1\","
          + "\"kurentoOptions\":null,\"customIceServers\":[]}";

  @Test
  void createsTheSessionAndThenAConnection() {
    Office office = new Office().ask("p1", Kind.JOIN);
    office.answer(1, 200, "{\"id\":\"s1\"}").answer(2, 200, CONNECTION);
    assertThat(office.log)
        .containsExactly(
            "0 #1 POST /openvidu/api/sessions {\"customSessionId\":\"s1\"}",
            "0 #2 POST /openvidu/api/sessions/s1/connection {}",
            "0 p1 has con_1");
    assertThat(office.observations)
        .containsExactly(
            "p1 " + new Observation.Invoked(0, 1, 0, 1, 0, OperationKind.CREATE_SESSION),
            "p1 "
                + new Observation.Completed(
                    0, 1, OperationKind.CREATE_SESSION, Outcome.OK, 200, null),
            "p1 " + new Observation.Invoked(0, 2, 0, 1, 0, OperationKind.CREATE_CONNECTION),
            "p1 "
                + new Observation.Completed(
                    0, 2, OperationKind.CREATE_CONNECTION, Outcome.OK, 200, null));
  }

  @Test
  void takesA409AsSomebodyElseWasFirst() {
    Office office = new Office().ask("p1", Kind.REBUILD);
    office.answer(1, 409, "").answer(2, 200, CONNECTION);
    assertThat(office.log).endsWith("0 p1 has con_1");
    assertThat(office.outcomes())
        .containsExactly("CREATE_SESSION FAIL 409", "CREATE_CONNECTION OK 200");
  }

  @Test
  void sharesOneCreationAmongMembersThatAskAtTheSameTime() {
    Office office = new Office().ask("p1", Kind.REBUILD).ask("p2", Kind.REBUILD);
    office.answer(1, 200, "");
    assertThat(office.log)
        .containsExactly(
            "0 #1 POST /openvidu/api/sessions {\"customSessionId\":\"s1\"}",
            "0 #2 POST /openvidu/api/sessions/s1/connection {}",
            "0 #3 POST /openvidu/api/sessions/s1/connection {}");
  }

  @Test
  void rejoinsWithoutCreatingTheSession() {
    Office office = new Office().ask("p1", Kind.REJOIN);
    assertThat(office.log).containsExactly("0 #1 POST /openvidu/api/sessions/s1/connection {}");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 503, 504, 404})
  void repeatsTheCreationAfterAPause(int status) {
    Office office = new Office().ask("p1", Kind.REBUILD);
    office.answer(1, status, "").at(99);
    assertThat(office.log).hasSize(1);
    office.at(100);
    assertThat(office.log)
        .endsWith("100 #2 POST /openvidu/api/sessions {\"customSessionId\":\"s1\"}");
    assertThat(office.observations.get(2))
        .isEqualTo(
            "p1 " + new Observation.Invoked(100_000_000, 2, 1, 2, 0, OperationKind.CREATE_SESSION));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void repeatsTheConnectionAfterAPause(int status) {
    Office office = new Office().ask("p1", Kind.REJOIN);
    office.answer(1, status, "").at(100).answer(2, 200, CONNECTION);
    assertThat(office.log)
        .containsExactly(
            "0 #1 POST /openvidu/api/sessions/s1/connection {}",
            "100 #2 POST /openvidu/api/sessions/s1/connection {}",
            "100 p1 has con_1");
    assertThat(office.outcomes())
        .containsExactly("CREATE_CONNECTION INFO " + status, "CREATE_CONNECTION OK 200");
  }

  @Test
  void goesBackToCreatingTheSessionOnA404() {
    Office office = new Office().ask("p1", Kind.REJOIN);
    office.answer(1, 404, "").at(100).answer(2, 409, "").answer(3, 404, "").at(200);
    office.answer(4, 200, "").answer(5, 200, CONNECTION);
    assertThat(office.log)
        .containsExactly(
            "0 #1 POST /openvidu/api/sessions/s1/connection {}",
            "100 #2 POST /openvidu/api/sessions {\"customSessionId\":\"s1\"}",
            "100 #3 POST /openvidu/api/sessions/s1/connection {}",
            "200 #4 POST /openvidu/api/sessions {\"customSessionId\":\"s1\"}",
            "200 #5 POST /openvidu/api/sessions/s1/connection {}",
            "200 p1 has con_1");
    assertThat(office.outcomes())
        .containsExactly(
            "CREATE_CONNECTION FAIL 404",
            "CREATE_SESSION FAIL 409",
            "CREATE_CONNECTION FAIL 404",
            "CREATE_SESSION OK 200",
            "CREATE_CONNECTION OK 200");
  }

  @ParameterizedTest(name = "sent {0}: {1}")
  @CsvSource({"true, INFO", "false, FAIL"})
  void doesNotKnowWhatBecameOfARequestThatMayHaveArrived(boolean sent, Outcome outcome) {
    Office office = new Office().ask("p1", Kind.REBUILD);
    office.backEnd.unanswered(1, sent, "connection reset", 0);
    office.at(100).answer(2, 200, "");
    office.backEnd.unanswered(3, sent, "time-out", office.now);
    office.at(200).answer(4, 200, CONNECTION);
    assertThat(office.outcomes())
        .containsExactly(
            "CREATE_SESSION " + outcome + " 0",
            "CREATE_SESSION OK 200",
            "CREATE_CONNECTION " + outcome + " 0",
            "CREATE_CONNECTION OK 200");
    assertThat(office.log).endsWith("200 p1 has con_1");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 406})
  void givesUpOnAnAnswerThatRepeatingWillNotChange(int status) {
    Office office = new Office().ask("p1", Kind.JOIN).ask("p2", Kind.REJOIN);
    office.answer(1, status, "").answer(2, status, "").at(10_000);
    assertThat(office.log.subList(2, office.log.size()))
        .containsExactly(
            "0 p1 has none: creating session s1 was answered by " + status,
            "0 p2 has none: creating a connection of s1 was answered by " + status);
  }

  @Test
  void givesUpOnAnAnswerWithoutAToken() {
    Office office = new Office().ask("p1", Kind.REJOIN).answer(1, 200, "{\"id\":\"con_1\"}");
    assertThat(office.log)
        .endsWith("0 p1 has none: creating a connection of s1 was answered without a token");
  }

  @Test
  void givesUpAtTheDeadlineAndStopsTrying() {
    Office office = new Office().ask("p1", Kind.REBUILD);
    for (int op = 1; office.now < 1_000_000_000L; op++) {
      office.answer(op, 503, "").at(office.millis() + 100);
    }
    assertThat(office.log).endsWith("1000 p1 has none: no token within PT1S");
    int said = office.log.size();
    office.at(60_000);
    assertThat(office.log).hasSize(said);
  }

  @Test
  void ignoresTheAnswerToARequestThatWasReplacedOrForgotten() {
    Office office =
        new Office().ask("p1", Kind.REJOIN).ask("p1", Kind.REJOIN).ask("p2", Kind.REJOIN);
    office.backEnd.forget("p2");
    office.answer(1, 200, CONNECTION).answer(3, 200, CONNECTION);
    assertThat(office.log).noneMatch(line -> line.contains("has"));
    office.answer(2, 200, CONNECTION);
    assertThat(office.log).endsWith("0 p1 has con_1");
    assertThat(office.outcomes()).hasSize(3);
  }

  @Test
  void deletesTheSessionUntilItIsGone() {
    Office office = new Office();
    office.backEnd.delete(0);
    office.answer(1, 503, "").at(100).answer(2, 204, "");
    office.backEnd.delete(office.now);
    office.answer(3, 404, "");
    assertThat(office.log)
        .containsExactly(
            "0 #1 DELETE /openvidu/api/sessions/s1 null",
            "100 #2 DELETE /openvidu/api/sessions/s1 null",
            "100 deleted true",
            "100 #3 DELETE /openvidu/api/sessions/s1 null",
            "100 deleted true");
  }

  @Test
  void givesDeletingUpAfterABoundedNumberOfAttempts() {
    Office office = new Office();
    office.backEnd.delete(0);
    for (int op = 1; op <= BackEnd.DELETE_ATTEMPTS_MAX; op++) {
      office.answer(op, 503, "").at(office.millis() + 100);
    }
    assertThat(office.log).hasSize(BackEnd.DELETE_ATTEMPTS_MAX + 1).endsWith("4900 deleted false");
  }

  @Test
  void sendsCredentialsWithoutBeingAsked() {
    assertThat(RestRequest.authorization("MY_SECRET"))
        .isEqualTo("Basic T1BFTlZJRFVBUFA6TVlfU0VDUkVU");
  }

  /** Drives a back end through scripted time. */
  private static final class Office implements BackEndHost {

    final List<String> log = new ArrayList<>();
    final List<String> observations = new ArrayList<>();
    private final List<Observation.Completed> completed = new ArrayList<>();
    private long ids;
    long now;
    private long wakeAt = Long.MAX_VALUE;
    final BackEnd backEnd =
        new BackEnd(
            "s1",
            new Settings(
                "run1", ProtocolClocks.REAL, ClientPolicy.OPENVIDU_BROWSER, () -> ++ids, 1),
            Duration.ofSeconds(1),
            this);

    Office ask(String member, Kind kind) {
      backEnd.ask(member, kind, now);
      return this;
    }

    Office answer(long op, int status, String body) {
      backEnd.answered(op, status, body, now);
      return this;
    }

    Office at(long millis) {
      long to = millis * 1_000_000;
      while (wakeAt <= to) {
        now = wakeAt;
        wakeAt = Long.MAX_VALUE;
        backEnd.wake(now);
      }
      now = to;
      return this;
    }

    long millis() {
      return now / 1_000_000;
    }

    List<String> outcomes() {
      return completed.stream()
          .map(done -> done.kind() + " " + done.outcome() + " " + done.code())
          .toList();
    }

    @Override
    public void request(RestRequest request) {
      log.add(
          millis()
              + " #"
              + request.op()
              + " "
              + request.method()
              + " "
              + request.path()
              + " "
              + request.body());
    }

    @Override
    public void wakeAt(long atNanos) {
      wakeAt = atNanos;
    }

    @Override
    public void credentials(String member, Credentials credentials) {
      log.add(millis() + " " + member + " has " + credentials.con());
    }

    @Override
    public void noCredentials(String member, String why) {
      log.add(millis() + " " + member + " has none: " + why);
    }

    @Override
    public void deleted(boolean gone) {
      log.add(millis() + " deleted " + gone);
    }

    @Override
    public void observe(String member, Observation what) {
      observations.add(member + " " + what);
      if (what instanceof Observation.Completed done) {
        completed.add(done);
      }
    }
  }
}
