package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.history.HarnessEvent.Phase;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final Judged JUDGED = new ValidHistories(3).histories.judged();

  @Test
  void passesWhenEveryRequiredCheckPasses() {
    Judgement judgement = JUDGED.judgement();
    assertThat(judgement.overall()).isEqualTo(Result.PASS);
    assertThat(judgement.exitCode()).isZero();
    assertThat(judgement.why()).isEqualTo("every required check passed");
    assertThat(judgement.notTested())
        .contains(
            "master: cut-off, freeze, refuse, shutdown, vanish",
            "real media: only signalling is exercised",
            "your servers: the target is an embedded twin");
  }

  @Test
  void isUnknownWithoutEvidence() {
    Judgement judgement = new Histories().judged().judgement();
    assertThat(judgement.overall()).isEqualTo(Result.UNKNOWN);
    assertThat(judgement.exitCode()).isEqualTo(2);
    assertThat(judgement.why()).endsWith("could not be judged, and is required");
  }

  @Test
  void failsThoughOthersAreUnknown() {
    Judgement judgement =
        new Histories()
            .cluster()
            .join(-20, "p1", "s1", "c1", 3, "m1")
            .crash(0, "m1")
            .lost(0.1, "p1", "s1")
            .phase(60, Phase.LEAVE)
            .judged()
            .judgement();
    assertThat(judgement.overall()).isEqualTo(Result.FAIL);
    assertThat(judgement.exitCode()).isEqualTo(1);
    assertThat(judgement.why()).isEqualTo("EveryoneReconnected failed");
  }

  @Test
  void theTextOfAVerdictReadsBackAsItself() {
    Judgement judgement = JUDGED.judgement();
    assertThat(VerdictFile.read(VerdictFile.text(judgement))).isEqualTo(judgement);
    assertThatThrownBy(() -> VerdictFile.read("{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("verdict.json is damaged (not as written)");
  }

  @Test
  void theTextOfFiguresReadsBackAsItself() {
    Figures figures = JUDGED.figures();
    assertThat(FiguresFile.read(FiguresFile.text(figures))).isEqualTo(figures);
  }

  @Test
  void figuresAgreeWithEachOther() {
    Figures figures = JUDGED.figures();
    Figures.Blast blast = figures.blasts().get(0);
    assertThat(blast.population()).isEqualTo(45);
    assertThat(blast.formula()).isEqualTo("(1 - (1 - 1/3)^2) of 45 participants");
    assertThat(blast.expectedHit()).isEqualTo(25);
    for (Figures.BlastRow row : blast.rows()) {
      assertThat(
              row.resumed()
                  + row.rejoined()
                  + row.rebuilt()
                  + row.lost()
                  + row.gone()
                  + row.untouched())
          .isEqualTo(row.population());
    }
    int hit = blast.rows().stream().mapToInt(row -> row.population() - row.untouched()).sum();
    assertThat(hit).isEqualTo(blast.observedHit());
    int all = figures.blasts().stream().mapToInt(Figures.Blast::observedHit).sum();
    assertThat(all).as("of both faults").isEqualTo(figures.survival().population());
    assertThat(figures.recovery().get(0).count()).isEqualTo(all);
    assertThat(figures.unexplained()).isZero();
    assertThat(figures.bins()).hasSizeLessThanOrEqualTo(Figures.MOST_BINS);
    assertThat(figures.states().served()).hasSameSizeAs(figures.bins());
    assertThat(figures.lanes().get(0).sockets()).hasSameSizeAs(figures.bins());
    assertThat(figures.survival().out().get(figures.survival().out().size() - 1).share()).isZero();
    assertThat(figures.run().zeroMeans()).isEqualTo("inject of crash-1");
    assertThat(figures.run().zeroWall()).isEqualTo("2026-03-04T09:15:02Z");
    assertThat(figures.worst()).isNotEmpty();
  }

  @Test
  void statesAddUpToEverybodyWhoMeansToBeIn() {
    Figures figures = JUDGED.figures();
    Figures.States states = figures.states();
    for (int bin = 0; bin < figures.bins().size(); bin++) {
      double at = figures.bins().get(bin);
      boolean allAreIn = at > -30 && at < ValidHistories.LEAVE_AT && (at < 8 || at > 10);
      if (allAreIn) {
        assertThat(
                states.joining().get(bin)
                    + states.served().get(bin)
                    + states.lost().get(bin)
                    + states.rejoining().get(bin)
                    + states.rebuilding().get(bin))
            .as("at %s", at)
            .isEqualTo(at < 8 ? 45 : 48); // three more come at 8 s
      }
    }
  }
}
