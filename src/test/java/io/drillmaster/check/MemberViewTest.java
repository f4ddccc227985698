package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.MemberEvent.Change;
import io.drillmaster.history.MemberEvent.Peer;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberViewTest {

  private final MemberView view =
      new MemberView(
          new Con("own"), List.of(new Peer("a", List.of("str_a")), new Peer("b", List.of())));

  @Test
  void beginsWithWhomTheAnswerToTheJoinNamed() {
    assertThat(view.others).containsExactlyInAnyOrder("a", "b");
    assertThat(view.streams).containsExactly("a");
  }

  @Test
  void followsTheNotifications() {
    view.noticed(Change.JOINED, "c");
    view.noticed(Change.PUBLISHED, "b");
    view.noticed(Change.PUBLISHED, "c");
    view.noticed(Change.UNPUBLISHED, "b");
    view.noticed(Change.LEFT, "a");
    assertThat(view.others).containsExactlyInAnyOrder("b", "c");
    assertThat(view.streams).containsExactly("c");
    view.noticed(Change.EVICTED, "c");
    assertThat(view.others).containsExactlyInAnyOrder("b", "c");
    view.noticed(Change.LEFT, "c");
    assertThat(view.others).containsExactly("b");
    assertThat(view.streams).isEmpty();
  }

  @Test
  void knowsWhomItWasEverToldOf() {
    view.noticed(Change.LEFT, "a");
    assertThat(view.everKnew("a")).isTrue();
    assertThat(view.everKnew("b")).isTrue();
    assertThat(view.everKnew("c")).isFalse();
  }

  @Test
  void mayLackWhatHappenedInAGapOrJustBeforeIt() {
    long second = Stamps.SECOND;
    assertThat(view.mayHaveMissed(0, 100 * second)).isFalse();
    view.lastFrameAt = 10 * second;
    view.resumed(10 * second, 15 * second);
    assertThat(view.lastFrameAt).isEqualTo(Stamps.NEVER);
    assertThat(view.mayHaveMissed(11 * second, 12 * second)).isTrue();
    assertThat(view.mayHaveMissed(15 * second, 20 * second)).isTrue();
    assertThat(view.mayHaveMissed(15 * second + 1, 20 * second)).isFalse();
    assertThat(view.mayHaveMissed(5 * second, 9 * second)).isTrue();
    assertThat(view.mayHaveMissed(5 * second, 9 * second - 1)).isFalse();
  }

  @Test
  void mayLackTheNewsOfAJoinThatFellIntoTheGap() {
    Con con = new Con("c");
    con.joinInvokedAt = 20;
    con.joinedAt = 30;
    view.resumed(25, 26);
    assertThat(view.mayHaveMissedJoin(con)).isTrue();
    con.joinInvokedAt = 27;
    assertThat(view.mayHaveMissedJoin(con)).isFalse();
  }
}
