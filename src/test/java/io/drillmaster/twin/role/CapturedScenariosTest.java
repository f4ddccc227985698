package io.drillmaster.twin.role;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The roles say what the real server said, in the captured order (openvidu/frames.jsonl). */
class CapturedScenariosTest {

  private static final long WHOLE = Long.MAX_VALUE;

  @ParameterizedTest
  @ValueSource(strings = {"R1", "R2", "R6", "Clean", "errors2"})
  void aConversationWithoutOutsideEventsIsRepeated(String scenario) {
    assertThat(new CapturedScenario(scenario).play(WHOLE)).isEmpty();
  }

  @Test
  void aClientThatStopsPingingIsClosedAndEvicted() {
    assertThat(new CapturedScenario("R3", "a", "a:once").play(WHOLE)).isEmpty();
  }

  @Test
  void aClientWithoutPingsStaysAndOneWithAShortIntervalIsClosed() {
    assertThat(new CapturedScenario("R4", "a", "b").play(WHOLE)).isEmpty();
  }

  @Test
  void restDeletesConnectionStreamAndSession() {
    CapturedScenario r8 = new CapturedScenario("R8");
    r8.at(3120, () -> delete(r8, "/sessions/R8/connection/" + r8.ours("con_Ichyj4Mihg")))
        .at(
            13310,
            () -> delete(r8, "/sessions/R8/stream/" + r8.ours("str_CAM_JmhQ_con_V69bvK80yY")))
        .at(13750, () -> delete(r8, "/sessions/R8"));
    assertThat(r8.play(WHOLE)).isEmpty();
  }

  private static void delete(CapturedScenario scenario, String path) {
    Bench bench = scenario.bench();
    assertThat(bench.rest(bench.m2, "DELETE", path, "").status()).isEqualTo(204);
  }

  @Test
  void anOrdinaryConferenceIsRepeated() {
    CapturedScenario happy = new CapturedScenario("happy");
    happy
        .at(
            1300,
            () ->
                signal(happy, "{\"session\":\"room1\",\"type\":\"srv\",\"data\":\"from server\"}"))
        .at(
            1380,
            () ->
                signal(
                    happy,
                    "{\"session\":\"room1\",\"to\":[\""
                        + happy.ours("con_YJ9gnhEhAu")
                        + "\"],\"type\":\"signal:srv2\",\"data\":\"x\"}"));
    assertThat(happy.play(WHOLE)).isEmpty();
  }

  private static void signal(CapturedScenario scenario, String body) {
    Bench bench = scenario.bench();
    assertThat(bench.rest(bench.m2, "POST", "/signal", body).status()).isEqualTo(200);
  }

  @Test
  void anEvictedSocketThatJoinsAgainIsClosed() {
    CapturedScenario misc = new CapturedScenario("misc");
    misc.at(1203, () -> delete(misc, "/sessions/m1"));
    assertThat(misc.play(WHOLE)).isEmpty();
  }

  @Test
  void errorsBeforeAndDuringJoiningAreWordedAlike() {
    CapturedScenario errors = new CapturedScenario("errors");
    errors.bench().session("err1");
    assertThat(errors.play(millisOfUnknownMethod())).isEmpty();
  }

  /** After it the capture re-binds its socket by a sessionStatus, which several masters do not. */
  private static long millisOfUnknownMethod() {
    return CapturedScenario.millisOf("errors", "noSuchMethod", 18);
  }

  @Test
  void aLostMediaServerFailsPublications() {
    CapturedScenario crash = new CapturedScenario("KmsCrash");
    crash.at(28757, () -> crash.bench().loseMediaNodes());
    assertThat(crash.play(WHOLE)).isEmpty();
  }

  @Test
  void aMediaServerThatComesBackAsANewProcessLosesItsStreamsOnly() {
    CapturedScenario quick = new CapturedScenario("KmsQuick");
    quick
        .at(1474, () -> quick.bench().loseMediaNodes())
        .at(3040, () -> quick.bench().mediaNodesBackAs("new process"));
    assertThat(quick.play(WHOLE)).isEmpty();
  }

  @Test
  void aServerToldToStopCutsItsSocketsWithoutAWord() {
    CapturedScenario stop = new CapturedScenario("StopTERM");
    stop.at(1530, () -> stop.bench().stopMasters());
    assertThat(stop.play(1545)).isEmpty();
  }
}
