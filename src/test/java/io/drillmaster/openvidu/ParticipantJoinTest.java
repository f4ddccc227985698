package io.drillmaster.openvidu;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.openvidu.Participant.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of joins that do not go well (protocol file, 7.7). */
class ParticipantJoinTest {

  private static final String URL = "ws://balancer:4443/openvidu?sessionId=room";
  private static final String AGAIN = URL + "&reconnect=true";

  @Test
  void isOrphanedWhenItsFirstUpgradeFailsAndJoinsWithANewTokenAfterTheJoinTimeout() {
    Stage stage = new Stage(Stage.SILENT).start().at(1).credentials();
    stage.at(10).refused();
    stage.at(20).refused();
    stage.at(3_030).upgraded();
    assertThat(stage.state()).isEqualTo(State.ORPHANED);
    stage.at(10_000);
    assertThat(stage.taken())
        .containsExactly(
            "0 ask JOIN", "1 connect " + URL, "10 connect " + AGAIN, "3020 connect " + AGAIN);
    stage.at(10_001);
    assertThat(stage.taken())
        .containsExactly("10001 close 4102 Connection closed by client", "10001 ask REJOIN");
    stage.at(10_010).credentials();
    assertThat(stage.taken()).containsExactly("10010 connect " + URL);
    assertThat(stage.seen(Observation.Told.class)).isEmpty();
  }

  @Test
  void abandonsAJoinThatIsNotAnsweredAndRepeatsItWithANewToken() {
    Stage stage = new Stage(Stage.SILENT).start().at(1).credentials();
    stage.at(2).upgraded();
    stage.at(3).pong();
    stage.at(5_010).pong();
    stage.taken();
    stage.at(10_001);
    assertThat(stage.taken())
        .endsWith("10001 close 4102 Connection closed by client", "10001 ask REJOIN");
    assertThat(completed(stage, OperationKind.JOIN))
        .extracting(Observation.Completed::outcome)
        .containsExactly(Outcome.INFO);
    stage.at(10_050).credentials().upgraded();
    Observation.Invoked second =
        stage.seen(Observation.Invoked.class).stream()
            .filter(invoked -> invoked.kind() == OperationKind.JOIN)
            .reduce((a, b) -> b)
            .orElseThrow();
    assertThat(second.attempt()).isEqualTo(2);
  }

  @Test
  void isOrphanedToWhenItsSocketBreaksBeforeJoinRoomIsAnswered() {
    Stage stage = new Stage(Stage.SILENT).start().at(1).credentials();
    stage.at(2).upgraded();
    stage.at(50).cut();
    stage.at(60).upgraded();
    assertThat(stage.state()).isEqualTo(State.ORPHANED);
    stage.at(10_001);
    assertThat(stage.taken()).endsWith("10001 ask REJOIN");
  }

  @Test
  void asksForTheSessionToBeRebuiltWhenToldOfACrashWhileJoining() {
    Stage stage = new Stage(Stage.SILENT).start().at(1).credentials();
    stage.at(2).upgraded().notify("masterNodeCrashedNotification", "{}");
    stage.at(200);
    assertThat(stage.taken())
        .endsWith("2 close 4102 Connection closed by client", "102 ask REBUILD");
    assertThat(stage.seen(Observation.Told.class)).isEmpty();
  }

  @Test
  void pausesLongerWithEachRefusedJoinInARow() {
    Stage stage = new Stage(Stage.SILENT).start();
    long at = 0;
    for (int refusals = 1; refusals <= 12; refusals++) {
      stage.at(at).credentials().upgraded().refuse("joinRoom", 202);
      at += 100L * Math.min(refusals, 10);
      stage.at(at - 1);
      assertThat(stage.state()).isEqualTo(State.PAUSED);
      stage.at(at);
      assertThat(stage.state()).isEqualTo(State.AWAITING_CREDENTIALS);
    }
    stage.participant.noCredentials("no master", stage.now());
    stage.at(at + 1000);
    assertThat(stage.taken()).endsWith(at + 1000 + " ask REJOIN");
    assertThat(stage.last(Observation.NoCredentials.class).why()).isEqualTo("no master");
  }

  private static List<Observation.Completed> completed(Stage stage, OperationKind kind) {
    return stage.seen(Observation.Completed.class).stream()
        .filter(done -> done.kind() == kind)
        .toList();
  }
}
