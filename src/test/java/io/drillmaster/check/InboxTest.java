package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Inbox.Receipt;
import org.junit.jupiter.api.Test;

class InboxTest {

  private static final int ANN = 7;
  private static final int BOB = 8;

  private final Inbox inbox = new Inbox();

  @Test
  void tellsTheNextFromWhatCameBeforeAndWhatWasOvertaken() {
    assertThat(inbox.receive(ANN, 3)).isEqualTo(Receipt.NEXT);
    assertThat(inbox.receive(ANN, 5)).isEqualTo(Receipt.NEXT);
    assertThat(inbox.receive(ANN, 5)).isEqualTo(Receipt.AGAIN);
    assertThat(inbox.receive(ANN, 3)).isEqualTo(Receipt.AGAIN);
    assertThat(inbox.receive(ANN, 4)).isEqualTo(Receipt.OVERTAKEN);
    assertThat(inbox.receive(ANN, 4)).isEqualTo(Receipt.AGAIN);
    assertThat(inbox.receive(ANN, 2)).isEqualTo(Receipt.OVERTAKEN);
    assertThat(inbox.receive(ANN, 6)).isEqualTo(Receipt.NEXT);
    assertThat(inbox.highest(ANN)).isEqualTo(6);
  }

  @Test
  void remembersSixtyFourNumbersOfASender() {
    inbox.receive(ANN, 1);
    inbox.receive(ANN, 64);
    assertThat(inbox.receive(ANN, 1)).isEqualTo(Receipt.AGAIN);
    assertThat(inbox.has(ANN, 1)).isTrue();
    inbox.receive(ANN, 65);
    assertThat(inbox.receive(ANN, 1)).isEqualTo(Receipt.ANCIENT);
    assertThat(inbox.has(ANN, 1)).isFalse();
    assertThat(inbox.receive(ANN, 2)).isEqualTo(Receipt.OVERTAKEN);
  }

  @Test
  void forgetsAllBeforeAGapAsLongAsItsMemory() {
    inbox.receive(ANN, 1);
    inbox.receive(ANN, 65);
    assertThat(inbox.has(ANN, 65)).isTrue();
    assertThat(inbox.has(ANN, 2)).isFalse();
    assertThat(inbox.receive(ANN, 64)).isEqualTo(Receipt.OVERTAKEN);
    inbox.receive(ANN, 200);
    assertThat(inbox.has(ANN, 65)).isFalse();
    assertThat(inbox.receive(ANN, 199)).isEqualTo(Receipt.OVERTAKEN);
    inbox.receive(ANN, 264);
    assertThat(inbox.has(ANN, 263)).isFalse();
  }

  @Test
  void keepsSendersApart() {
    assertThat(inbox.highest(BOB)).isZero();
    assertThat(inbox.has(BOB, 0)).isFalse();
    for (int sender = 0; sender < 9; sender++) {
      assertThat(inbox.receive(sender, 10 + sender)).isEqualTo(Receipt.NEXT);
    }
    for (int sender = 0; sender < 9; sender++) {
      assertThat(inbox.highest(sender)).isEqualTo(10 + sender);
      assertThat(inbox.has(sender, 10 + sender)).isTrue();
      assertThat(inbox.has(sender, 11 + sender)).isFalse();
      assertThat(inbox.has(sender, 9 + sender)).isFalse();
    }
  }
}
