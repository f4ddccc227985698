package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnershipTest {

  /** Two members, entered through m1; who owns their session nobody tells. */
  private static Histories room() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .join(-19, "p2", "s1", "c2", 3, "m1", "c1")
        .proof(-1, "p1", "s1", "c1", 3);
  }

  private static Histories webhook(Histories histories, double at, String... sessions) {
    return histories.add(Outside.crashed(Histories.nanos(at), "master_2", List.of(sessions)));
  }

  private static Ownership.Answer answer(Histories histories) {
    Progress progress = histories.progress();
    Room room = progress.cast.roomOf("s1");
    return Ownership.of(progress.faults.all().get(0), room.lives.get(0));
  }

  @Test
  void isAsTheOwnerIsTold() {
    assertThat(answer(room().owns(-15, "m2", "s1", 100).list(-14, view()).crash(0, "m2")))
        .isEqualTo(Ownership.Answer.OWNED);
    assertThat(answer(room().owns(-15, "m3", "s1", 100).list(-14, view()).crash(0, "m2")))
        .isEqualTo(Ownership.Answer.NOT_OWNED);
  }

  private static io.drillmaster.history.ProbeEvent.SessionView view() {
    return Histories.view("s1", 100, "media_1", "c1", "c2");
  }

  @Test
  void isNotKnownWhereNobodyTells() {
    assertThat(answer(room().crash(0, "m2"))).isEqualTo(Ownership.Answer.UNKNOWN);
  }

  @Test
  void wasTheMastersWhereItsWebhookListsTheSession() {
    assertThat(answer(webhook(room().crash(0, "m2"), 4.6, "s1"))).isEqualTo(Ownership.Answer.OWNED);
    assertThat(answer(webhook(room().crash(0, "m2"), 4.6, "s9")))
        .isEqualTo(Ownership.Answer.UNKNOWN);
  }

  @Test
  void aWebhookOfAnotherMasterSaysNothing() {
    assertThat(answer(webhook(room().crash(0, "m3"), 4.6, "s1")))
        .isEqualTo(Ownership.Answer.UNKNOWN);
  }

  @Test
  void wasNotTheMastersWhereServiceGoesOnAfterItsLeaseIsOver() {
    assertThat(answer(room().crash(0, "m2").proof(7.1, "p2", "s1", "c2", 3)))
        .isEqualTo(Ownership.Answer.NOT_OWNED);
    assertThat(answer(room().crash(0, "m2").proof(6.9, "p2", "s1", "c2", 3)))
        .isEqualTo(Ownership.Answer.UNKNOWN);
  }

  @Test
  void isNotKnownWhereTheTwoContradict() {
    assertThat(answer(webhook(room().crash(0, "m2").proof(9, "p2", "s1", "c2", 3), 4.6, "s1")))
        .isEqualTo(Ownership.Answer.UNKNOWN);
  }

  @Test
  void serviceSaysNothingOfAFrozenMasterUntilTheOthersGiveItUp() {
    Histories frozen =
        room()
            .fault(0, "freeze-1", FaultKind.FREEZE, Role.MASTER, "m2", Signature.SILENT)
            .proof(15, "p2", "s1", "c2", 3);
    assertThat(answer(frozen)).isEqualTo(Ownership.Answer.UNKNOWN);
    assertThat(answer(webhook(frozen, 5, "s9"))).isEqualTo(Ownership.Answer.NOT_OWNED);
  }

  @Test
  void aWebhookSpeaksOfTheLifeThatWasThereWhenTheMasterWasLost() {
    Histories rebuilt = webhook(room().crash(0, "m2"), 6, "s1").enter(5, "p1", "s1", "c3", 4, "m1");
    Progress progress = rebuilt.progress();
    List<Life> lives = progress.cast.roomOf("s1").lives;
    assertThat(lives)
        .extracting(life -> Ownership.of(progress.faults.all().get(0), life))
        .containsExactly(Ownership.Answer.OWNED, Ownership.Answer.UNKNOWN);
    assertThat(Ownership.owner(lives.get(0), progress.faults.all())).isEqualTo("m2");
    assertThat(Ownership.owner(lives.get(1), progress.faults.all())).isNull();
  }
}
