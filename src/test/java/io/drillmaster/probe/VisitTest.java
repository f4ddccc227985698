package io.drillmaster.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stays of guests, in fake time. */
class VisitTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<String> acts = new ArrayList<>();
  private boolean areServed;
  private boolean areGone;

  private final Visit visit =
      new Visit(
          new Visit.Guests() {
            @Override
            public void come() {
              acts.add("come");
            }

            @Override
            public boolean areServed() {
              return areServed;
            }

            @Override
            public void leave() {
              acts.add("leave");
            }

            @Override
            public boolean areGone() {
              return areGone;
            }

            @Override
            public void drop() {
              acts.add("drop");
            }
          },
          Duration.ofSeconds(1),
          Duration.ofSeconds(30));

  @Test
  void leavesAMomentAfterTheLastProof() {
    visit.begin(0);
    visit.review(SECOND);
    assertThat(visit.dueAt()).isEqualTo(30 * SECOND);
    areServed = true;
    visit.review(2 * SECOND);
    assertThat(visit.dueAt()).isEqualTo(3 * SECOND);
    assertThat(acts).containsExactly("come");
    visit.review(3 * SECOND);
    assertThat(acts).containsExactly("come", "leave");
    assertThat(visit.isOver()).isFalse();
    areGone = true;
    visit.review(4 * SECOND);
    assertThat(acts).containsExactly("come", "leave", "drop");
    assertThat(visit.isOver()).isTrue();
    assertThat(visit.hasProved()).isTrue();
    assertThat(visit.dueAt()).isEqualTo(Visit.NEVER);
  }

  @Test
  void givesUpThoseWhoAreNeverServed() {
    visit.begin(0);
    areGone = true;
    visit.review(30 * SECOND - 1);
    assertThat(visit.isOver()).isFalse();
    visit.review(30 * SECOND);
    assertThat(acts).containsExactly("come", "leave", "drop");
    assertThat(visit.isOver()).isTrue();
    assertThat(visit.hasProved()).isFalse();
  }

  @Test
  void dropsThoseWhoseLeavingNobodyAnswers() {
    visit.begin(0);
    areServed = true;
    visit.review(SECOND);
    visit.review(2 * SECOND);
    visit.review(2 * SECOND + Visit.LEAVE_BOUND.toNanos() - 1);
    assertThat(visit.isOver()).isFalse();
    visit.review(2 * SECOND + Visit.LEAVE_BOUND.toNanos());
    assertThat(visit.isOver()).isTrue();
  }

  @Test
  void endsEarlyWhenItIsAskedTo() {
    visit.begin(0);
    visit.end(SECOND);
    visit.end(SECOND);
    assertThat(acts).containsExactly("come", "leave");
    areServed = true; // too late: they mean to leave
    visit.review(2 * SECOND);
    assertThat(visit.hasProved()).isFalse();
    assertThat(visit.dueAt()).isEqualTo(SECOND + Visit.LEAVE_BOUND.toNanos());
  }

  @Test
  void countsServiceLostDuringTheStayAsProven() {
    visit.begin(0);
    areServed = true;
    visit.review(SECOND);
    areServed = false;
    visit.review(2 * SECOND);
    assertThat(acts).containsExactly("come", "leave");
    assertThat(visit.hasProved()).isTrue();
  }
}
