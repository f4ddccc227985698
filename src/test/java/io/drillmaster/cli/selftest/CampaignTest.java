package io.drillmaster.cli.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.cli.child.Play;
import io.drillmaster.twin.role.Bug;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A selftest with runs that are made up. */
class CampaignTest {

  private static final List<Bug> TWO = List.of(Bug.OLD_TIMER, Bug.DUPLICATE_SIGNAL);

  @TempDir private Path folder;
  private AttemptFile file;
  private final List<String> played = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void open() {
    file = new AttemptFile(folder.resolve("attempts.jsonl"));
  }

  /** Every bug fails its check but the old timer. */
  private Attempt play(Play play) {
    Bug bug = Bug.named(play.name());
    played.add(play.name() + " " + play.seed());
    return RowTest.attempt(bug, bug.caughtBy(), bug == Bug.OLD_TIMER ? "pass" : "fail");
  }

  private List<Row> campaign(int jobs) throws InterruptedException {
    return new Campaign(file, this::play, jobs, line -> {}).play(TWO);
  }

  @Test
  void playsEachBugAndKeepsWhatItsChecksSaid() throws Exception {
    List<Row> rows = campaign(1);

    assertThat(rows).extracting(Row::state).containsExactly(Row.State.MISSED, Row.State.CAUGHT);
    assertThat(file.all())
        .containsExactly(
            RowTest.attempt(Bug.OLD_TIMER, "ToldTheTruth", "pass"),
            RowTest.attempt(Bug.DUPLICATE_SIGNAL, "SignalsDelivered", "fail"));
  }

  @Test
  void goesOnWhereItWasStopped() throws Exception {
    List<Row> before = campaign(1);
    int runs = played.size();

    assertThat(campaign(2)).isEqualTo(before);
    assertThat(played).hasSize(runs).hasSize(2);
  }

  @Test
  void repeatsARunWithoutVerdictUnderAnotherSeed() throws Exception {
    Player spoiling =
        play ->
            played.add(play.name()) && played.size() < 3
                ? Attempt.spoilt(play.name(), play.recipe(), play.seed(), 1, "exit status 255", "")
                : play(play);

    List<Row> rows =
        new Campaign(file, spoiling, 1, line -> {}).play(List.of(Bug.DUPLICATE_SIGNAL));

    assertThat(rows.get(0).state()).isEqualTo(Row.State.CAUGHT);
    assertThat(file.all()).hasSize(3);
    assertThat(file.all().get(0).seed()).isNotEqualTo(file.all().get(1).seed());
  }

  @Test
  void playsAsManyAtOnceAsAsked() throws Exception {
    assertThat(campaign(2)).extracting(Row::state).containsOnly(Row.State.MISSED, Row.State.CAUGHT);
    assertThat(played).hasSize(2);
  }

  @Test
  void aLineThatWasCutOffIsPlayedAgainAndAForeignOneIsAnError() throws IOException {
    file.append(RowTest.attempt(Bug.OLD_TIMER, "ToldTheTruth", "pass"));
    Path path = folder.resolve("attempts.jsonl");
    Files.writeString(path, "{\"bug\":\"dupl", StandardOpenOption.APPEND);

    assertThat(file.all()).hasSize(1);
    file.append(RowTest.attempt(Bug.DUPLICATE_SIGNAL, "SignalsDelivered", "fail"));
    assertThat(file.all())
        .extracting(Attempt::bug)
        .containsExactly("old-timer", "duplicate-signal");

    Files.writeString(path, "{}x\n", StandardOpenOption.APPEND);
    assertThatThrownBy(file::all).hasMessageContaining("line 3 is no attempt of a selftest");
  }

  @Test
  void whatIsForgottenIsPlayedAgain() throws Exception {
    campaign(1);
    file.forget(Set.of("old-timer"));

    assertThat(file.all()).extracting(Attempt::bug).containsExactly("duplicate-signal");
    campaign(1);
    assertThat(played).hasSize(3);
    assertThat(file.all())
        .extracting(Attempt::bug)
        .containsExactly("duplicate-signal", "old-timer");
  }

  @Test
  void aPlayerThatBreaksEndsTheCampaignWithItsReason() {
    Player broken =
        play -> {
          throw new IllegalStateException("disk full");
        };

    assertThatThrownBy(() -> new Campaign(file, broken, 1, line -> {}).play(TWO))
        .hasMessageContaining("disk full");
  }
}
