package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.MemberEvent.Verdict;
import org.junit.jupiter.api.Test;

/** What the fold makes of the prober's own participants, and what it says of touched sessions. */
class WitnessesSeenTest {

  private static long at(double seconds) {
    return Histories.nanos(seconds);
  }

  /** A session of the load owned by m2 with a member, a stoic in it, and one of canaries. */
  private static Histories rooms() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .owns(-18, "m2", "s1", 100)
        .proofs(-18, 0, 4, "p1", "s1", "c1", 3)
        .writer("prober")
        .join(-19, "stoic-1", "s1", "c2", 3, "m3", "c1")
        .proofs(-18, -2, 4, "stoic-1", "s1", "c2", 3)
        .join(-19, "canary-1-a", "s2", "c8", 5, "m3")
        .proofs(-18, 0, 4, "canary-1-a", "s2", "c8", 5)
        .list(-1, Histories.view("s1", 100, "media_1", "c1", "c2"))
        .health(-1, true);
  }

  @Test
  void owesNothingToAStoicThatIsToldAndStays() {
    Progress progress =
        rooms()
            .crash(-1, "m2")
            .told(0, "stoic-1", "s1", "c2", 3, Verdict.NETWORK_DISCONNECT)
            .proof(1, "p1", "s1", "c1", 3)
            .proof(1, "canary-1-a", "s2", "c8", 5)
            .progress();
    assertThat(progress.obligations.all()).isEmpty();
    assertThat(progress.faults.all().get(0).exposures)
        .extracting(exposure -> exposure.person().name)
        .containsExactly("p1", "canary-1-a");
    assertThat(progress.recovered(at(2.5))).isTrue();
  }

  @Test
  void owesServiceToACanary() {
    Progress progress = rooms().lost(0, "canary-1-a", "s2").progress();
    assertThat(progress.obligations.open()).isEqualTo(1);
  }

  @Test
  void takesAStoicOrANewcomerWithoutProofsForNoUnsteadiness() {
    Histories histories =
        rooms()
            .join(-2, "newcomer-1-a", "s3", "c9", 7, "m1")
            .lost(-1, "newcomer-1-a", "s3")
            .proof(2, "p1", "s1", "c1", 3)
            .proof(2, "canary-1-a", "s2", "c8", 5)
            .list(4, Histories.view("s1", 100, "media_1", "c1", "c2"))
            .health(4, true);
    assertThat(histories.progress().whyNotSteady(at(5))).isEmpty();
  }

  @Test
  void takesAStoicsProofForServiceOfTheLifeThatWasSaidToBeOver() {
    Progress progress =
        rooms()
            .told(0, "stoic-1", "s1", "c2", 3, Verdict.NODE_CRASHED)
            .proof(3, "stoic-1", "s1", "c2", 3)
            .progress();
    Life life = progress.cast.roomOf("s1").lives.get(0);
    assertThat(life.servedInvokeMax).isEqualTo(at(3));
    assertThat(life.servedInvokeMaxBy).isNotNull();
  }

  @Test
  void namesTheSessionsOfTheLoad() {
    assertThat(rooms().progress().sessionsOfTheLoad()).containsExactly("s1");
  }

  @Test
  void callsASessionTouchedWhenAMemberWasOutOrItsLifeChanged() {
    Histories histories = rooms();
    assertThat(histories.progress().touchedSince(Long.MIN_VALUE)).isEmpty();
    histories
        .lost(1, "canary-1-a", "s2")
        .resume(2, "canary-1-a", "s2", "c8", 5, "m1")
        .proof(2.1, "canary-1-a", "s2", "c8", 5);
    assertThat(histories.progress().touchedSince(Long.MIN_VALUE)).containsExactly("s2");
    histories
        .writer("worker-1")
        .told(3, "p1", "s1", "c1", 3, Verdict.NODE_CRASHED)
        .enter(3.2, "p1", "s1", "c3", 4, "m1")
        .proof(3.3, "p1", "s1", "c3", 4);
    Progress progress = histories.progress();
    assertThat(progress.touchedSince(Long.MIN_VALUE)).containsExactly("s1", "s2");
    assertThat(progress.touchedSince(at(2))).containsExactly("s1");
    assertThat(progress.touchedSince(at(4))).isEmpty();
  }

  @Test
  void joinsNoSessionThatEverybodyHasLeft() {
    Histories histories =
        rooms()
            .lost(1, "p1", "s1")
            .add(new MemberEvent.Intends(at(2), "p1", "s1", MemberEvent.Intention.LEAVE));
    assertThat(histories.progress().touchedSince(Long.MIN_VALUE)).isEmpty();
  }

  @Test
  void knowsNoPlaceOfASessionThatItsNewcomersHaveLeft() {
    Histories histories =
        rooms().join(-2, "newcomer-1-a", "s3", "c9", 7, "m1").owns(-1, "m1", "s3", 300);
    histories.list(-0.9, Histories.view("s3", 300, "media_1", "c9"));
    assertThat(histories.progress().snapshot(at(0)).places().ownerBySession()).containsKey("s3");
    histories.add(
        new MemberEvent.Intends(at(-0.5), "newcomer-1-a", "s3", MemberEvent.Intention.LEAVE));
    assertThat(histories.progress().snapshot(at(0)).places().ownerBySession())
        .doesNotContainKey("s3");
  }
}
