package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.MediaEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinnedMediaNodeTest {

  private static Histories room() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .join(-19, "p2", "s1", "c2", 3, "m2", "c1");
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.PINNED_MEDIA_NODE);
  }

  @Test
  void passesALifeWhoseObservationsAllNameOneNode() {
    Verdict verdict =
        judged(
            room()
                .media(-18, "p1", "s1", "c1", "192.0.2.1")
                .media(-17, "p2", "s1", "c2", "192.0.2.1", "172.17.0.1")
                .list(-16, Histories.view("s1", 100, "media_1", "c1", "c2")));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("1 life, 3 observations");
    assertThat(verdict.evidence()).isEqualTo("0 disagree, 1 of 1 life judged");
  }

  @Test
  void failsWhenTwoMembersOfALifeWereToldDifferentNodes() {
    Verdict verdict =
        judged(
            room()
                .crash(0, "m3")
                .media(0.9, "p1", "s1", "c1", "192.0.2.1")
                .media(1.2, "p2", "s1", "c2", "192.0.2.2"));
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo("session s1, life 3: p1 was told k1 at +0.900 s, p2 was told k2 at +1.200 s");
    assertThat(verdict.counterexample().orElseThrow().session()).isEqualTo("s1");
    assertThat(verdict.counterexample().orElseThrow().participant()).isEqualTo("p2");
    assertThat(verdict.counterexample().orElseThrow().events()).contains("Addresses");
  }

  @Test
  void failsWhenOneSubscriptionOfAMemberDrifts() {
    Verdict verdict =
        judged(
            room()
                .crash(0, "m3")
                .media(-10, "p1", "s1", "c1", "192.0.2.1")
                .list(-9, Histories.view("s1", 100, "media_1", "c1", "c2"))
                .media(-8, "p1", "s1", "c1", "192.0.2.2"));
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo("session s1, life 3: p1 was told k1 at -10.000 s, p1 was told k2 at -8.000 s");
  }

  @Test
  void failsWhenARejoinInTheSameLifeIsGivenAnotherNode() {
    Verdict verdict =
        judged(
            room()
                .media(-18, "p1", "s1", "c1", "192.0.2.1")
                .media(-17, "p2", "s1", "c2", "192.0.2.1")
                .crash(0, "m1")
                .lost(0.1, "p1", "s1")
                .enter(3, "p1", "s1", "c3", 3, "m2", "c2")
                .media(3.2, "p1", "s1", "c3", "192.0.2.2"));
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo("session s1, life 3: p1 was told k1 at -18.000 s, p1 was told k2 at +3.200 s");
  }

  @Test
  void passesANewLifeOnAnotherNode() {
    assertThat(
            judged(
                    room()
                        .media(-18, "p1", "s1", "c1", "192.0.2.1")
                        .media(-17, "p2", "s1", "c2", "192.0.2.1")
                        .crash(0, "m1")
                        .enter(3, "p1", "s1", "c3", 4, "m2")
                        .enter(3.1, "p2", "s1", "c4", 4, "m2", "c3")
                        .media(3.2, "p1", "s1", "c3", "192.0.2.2")
                        .media(3.3, "p2", "s1", "c4", "192.0.2.2")
                        .media(3.4, "p2", "s1", "c2", "192.0.2.1"))
                .result())
        .isEqualTo(Result.PASS);
  }

  @Test
  void judgesTheTwoCreationsOfAReusedLifeNumberApart() {
    Histories reused =
        room()
            .media(-18, "p1", "s1", "c1", "192.0.2.1")
            .media(-17, "p2", "s1", "c2", "192.0.2.1")
            .list(-16, Histories.view("s1", 100, "media_1", "c1", "c2"))
            .crash(0, "m1")
            .enter(3, "p1", "s1", "c3", 3, "m2")
            .enter(3.1, "p2", "s1", "c4", 3, "m2", "c3")
            .media(3.2, "p1", "s1", "c3", "192.0.2.2")
            .list(4, Histories.view("s1", 200, "media_2", "c3", "c4"));
    assertThat(judged(reused).result()).isEqualTo(Result.PASS);
    assertThat(reused.verdict(Checks.ONE_LIFE).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void dropsAddressesThatTwoNodesHave() {
    assertThat(
            judged(
                    room()
                        .seen(
                            -30,
                            "k1",
                            io.drillmaster.drill.Role.MEDIA_NODE,
                            "172.17.0.1",
                            "media_1")
                        .seen(
                            -30,
                            "k2",
                            io.drillmaster.drill.Role.MEDIA_NODE,
                            "172.17.0.1",
                            "media_2")
                        .media(-18, "p1", "s1", "c1", "192.0.2.1", "172.17.0.1")
                        .media(-17, "p2", "s1", "c2", "172.17.0.1", "192.0.2.1"))
                .result())
        .isEqualTo(Result.PASS);
  }

  @Test
  void isUnknownWithoutASecondObservation() {
    Verdict verdict = judged(room().media(-18, "p1", "s1", "c1", "192.0.2.1"));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason()).startsWith("no life has two usable observations");
  }

  @Test
  void doesNotFailOnAddressesOfUnknownNodes() {
    Verdict verdict =
        judged(
            room()
                .media(-18, "p1", "s1", "c1", "198.51.100.1")
                .media(-17, "p2", "s1", "c2", "198.51.100.2"));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "1 life was told addresses that have nothing in common and are not in the media-node"
                + " list; let the prober read it");
    assertThat(verdict.findings())
        .containsExactly(
            "life 3 was told addresses of no known media node that have nothing in common");
  }

  @Test
  void isUnknownWhenUnmappedAddressesDisagreeThoughOthersAgree() {
    Verdict verdict =
        judged(
            room()
                .media(-18, "p1", "s1", "c1", "192.0.2.1")
                .media(-17, "p2", "s1", "c2", "192.0.2.1")
                .media(-16, "p1", "s1", "c1", "198.51.100.1", "198.51.100.3")
                .media(-15, "p2", "s1", "c2", "198.51.100.3")
                .media(-14, "p2", "s1", "c2", "198.51.100.2"));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.evidence()).isEqualTo("0 disagree, 0 of 1 life judged");
  }

  @Test
  void passesUnmappedAddressesThatAreSeenWithTwoNodes() {
    Histories histories =
        room()
            .media(-18, "p1", "s1", "c1", "192.0.2.1", "172.17.0.1")
            .media(-17, "p2", "s1", "c2", "192.0.2.1")
            .media(-16, "p2", "s1", "c2", "172.17.0.1")
            .media(-15, "p2", "s1", "c2", "198.51.100.1")
            .media(-14, "p1", "s1", "c1", "b1946ac9.local")
            .join(-10, "p3", "s2", "c3", 5, "m1")
            .join(-9, "p4", "s2", "c4", 5, "m1", "c3")
            .media(-8, "p3", "s2", "c3", "192.0.2.2", "172.17.0.1")
            .media(-8, "p4", "s2", "c4", "192.0.2.2");
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void dropsAnObservationThatNamesSeveralNodes() {
    assertThat(
            judged(
                    room()
                        .media(-18, "p1", "s1", "c1", "192.0.2.1")
                        .media(-17, "p2", "s1", "c2", "192.0.2.1")
                        .media(-16, "p2", "s1", "c2", "192.0.2.1", "192.0.2.2"))
                .result())
        .isEqualTo(Result.PASS);
  }

  /** One life of which both members were told the same node. */
  private static Histories agreed() {
    return room()
        .media(-18, "p1", "s1", "c1", "192.0.2.1")
        .media(-17, "p2", "s1", "c2", "192.0.2.1");
  }

  @Test
  void passesWhenOneMemberWasToldTheSameNodeInAnAnswerAndInACandidate() {
    Histories trickled =
        room()
            .media(-18, "p1", "s1", "c1", "192.0.2.1")
            .add(
                new MediaEvent.Addresses(
                    Histories.nanos(-17.9),
                    "p1",
                    "s1",
                    1,
                    "c1",
                    MediaEvent.Where.CANDIDATE,
                    "str",
                    List.of("192.0.2.1")));
    assertThat(judged(trickled).result()).isEqualTo(Result.PASS);
  }

  @Test
  void failsWhenAMemberThatNoListShowsWasToldAnotherNodeThanTheListsOfItsLife() {
    Verdict verdict =
        judged(
            room()
                .list(-16, Histories.view("s1", 100, "media_1", "c1"))
                .media(-15, "p2", "s1", "c2", "192.0.2.2")
                .crash(0, "m3"));
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo("session s1, life 3: prober read k1 at -16.000 s, p2 was told k2 at -15.000 s");
  }

  @Test
  void countsWhatIsToldAgain() {
    Histories again =
        agreed()
            .media(-16, "p1", "s1", "c1", "192.0.2.1")
            .media(-15, "p1", "s1", "c1", "192.0.2.1");
    assertThat(judged(again).figure()).isEqualTo("1 life, 4 observations");
  }

  @Test
  void keepsSixteenDifferentObservationsOfAConnection() {
    Histories various = room().media(-17, "p2", "s1", "c2", "192.0.2.1");
    for (int i = 1; i <= 17; i++) {
      various.media(-17 + i * 0.1, "p1", "s1", "c1", "192.0.2.1", "198.51.100." + i);
    }
    assertThat(judged(various).figure()).isEqualTo("1 life, 17 observations");
  }

  @Test
  void aListOfMediaNodesThatIsReadAgainOnAFitHostCounts() {
    Histories once = agreed().phase(0, Phase.STEADY).busy(-3).mediaNodes(0, "media_2", "s1");
    assertThat(judged(once).result()).isEqualTo(Result.UNKNOWN);
    Verdict again =
        judged(once.join(5, "p3", "s1", "c3", 3, "m1", "c1").mediaNodes(20, "media_2", "s1"));
    assertThat(again.result()).isEqualTo(Result.FAIL);
    assertThat(again.counterexample().orElseThrow().sentence())
        .isEqualTo("session s1, life 3: p1 was told k1 at -18.000 s, prober read k2 at +0.000 s");
  }

  @Test
  void makesNothingOfAListOfMediaNodesWhileMembersJoin() {
    Histories joining = agreed().mediaNodes(-8, "media_2", "s1");
    assertThat(judged(joining).result()).isEqualTo(Result.PASS);
  }

  @Test
  void isUnknownWhenAnUnmappedAddressWasSeenWithOneNodeOnly() {
    Histories bridged =
        room()
            .media(-18, "p1", "s1", "c1", "192.0.2.1", "172.17.0.1")
            .media(-17, "p2", "s1", "c2", "192.0.2.1")
            .media(-16, "p2", "s1", "c2", "172.17.0.1")
            .media(-15, "p2", "s1", "c2", "198.51.100.1");
    assertThat(judged(bridged).result()).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void namesTenLivesOfUnknownNodesAndCountsTheOthers() {
    Histories histories = new Histories().cluster();
    for (int i = 1; i <= 11; i++) {
      histories
          .join(-20, "q" + i, "r" + i, "d" + i, i, "m1")
          .media(-18, "q" + i, "r" + i, "d" + i, "198.51.100.1")
          .media(-17, "q" + i, "r" + i, "d" + i, "198.51.100.2");
    }
    Verdict verdict = judged(histories);
    assertThat(verdict.reason()).startsWith("11 lives were told addresses");
    assertThat(verdict.findings()).hasSize(10);
  }

  /** Beside the life that agrees two others, s2 and s3, each with one member. */
  private static Histories oneOfThree() {
    return agreed().join(-10, "p3", "s2", "c3", 5, "m1").join(-10, "p4", "s3", "c4", 6, "m1");
  }

  @Test
  void isUnknownWhenFewerThanHalfOfTheLivesAreJudged() {
    assertThat(judged(oneOfThree()).reason())
        .isEqualTo("only 1 of 3 lives have two usable observations");
    Histories unmapped =
        oneOfThree()
            .media(-9, "p3", "s2", "c3", "198.51.100.1")
            .media(-9, "p4", "s3", "c4", "198.51.100.2");
    assertThat(judged(unmapped).reason())
        .isEqualTo(
            "only 1 of 3 lives have two usable observations; addresses of 2 lives are not in the"
                + " media-node list");
  }

  @Test
  void passesWhenHalfOfTheLivesAreJudged() {
    Verdict verdict = judged(agreed().join(-10, "p3", "s2", "c3", 5, "m1"));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.evidence()).isEqualTo("0 disagree, 1 of 2 lives judged");
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).result()).isEqualTo(Result.UNKNOWN);
  }
}
