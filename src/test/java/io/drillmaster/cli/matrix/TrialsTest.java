package io.drillmaster.cli.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Judgement;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.cli.child.Runs;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.DrillLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A matrix whose runs all come out as the recorded sample did. */
class TrialsTest {
  private static final Path SAMPLE = Path.of("reports", "sample");
  private static final Drill BASE =
      DrillLibrary.find("crash-one-master").drill(DrillFile.Overrides.NONE);
  private static final List<Flavour> TWO =
      Flavour.named(Flavour.all(Duration.ofSeconds(5)), List.of("crash-master", "shutdown-master"));

  @TempDir private Path folder;
  private final List<String> played = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  private Trials trials(Runs runs) {
    return new Trials(runs, folder, told::add);
  }

  private Runs.Made sample(String name) {
    played.add(name);
    return new Runs.Made(80, SAMPLE, "", "runs/" + name);
  }

  private Runs.Made none(String name) {
    played.add(name);
    return new Runs.Made(3, null, "exit status 255: out of memory", "runs/" + name);
  }

  @Test
  void aTrialSaysWhatTheRunSays() throws Exception {
    List<Trial> shown = trials(play -> sample(play.name())).play(BASE, TWO, 7);

    assertThat(shown).extracting(Trial::flavour).containsExactly("crash-master", "shutdown-master");
    Trial crash = shown.get(0);
    assertThat(crash.signature()).isEqualTo("cut");
    assertThat(crash.verdict()).isEqualTo("pass");
    assertThat(crash.decided()).isEmpty();
    assertThat(crash.hit()).isGreaterThan(100);
    assertThat(crash.limitSeconds()).isEqualTo(30);
    assertThat(crash.lost()).isZero();
    assertThat(crash.isFit()).isTrue();
    assertThat(crash.budgetUsed())
        .hasValueSatisfying(share -> assertThat(share).isBetween(0.1, 1.0));
    assertThat(Files.readString(folder.resolve("drills/crash-master.yaml")))
        .contains("crash: { master: one }");
    assertThat(told).element(0).asString().startsWith("crash-master: pass; hit ");
  }

  @Test
  void goesOnWhereItWasStoppedAndPlaysAnotherLoadAnew() throws Exception {
    trials(play -> sample(play.name())).play(BASE, TWO.subList(0, 1), 7);
    trials(play -> sample(play.name())).play(BASE, TWO, 8);
    assertThat(played).containsExactly("crash-master", "shutdown-master");

    Drill smaller =
        DrillLibrary.find("crash-one-master")
            .drill(new DrillFile.Overrides(List.of("load.sessions=9"), "", ""));
    trials(play -> sample(play.name())).play(smaller, TWO, 8);
    assertThat(played).hasSize(4);

    Trials.forget(folder);
    trials(play -> sample(play.name())).play(BASE, TWO, 8);
    assertThat(played).hasSize(6);
  }

  @Test
  void whatDoesNotRunIsPlayedAgainTheNextTime() throws Exception {
    trials(play -> none(play.name())).play(BASE, TWO.subList(0, 1), 7);
    List<Trial> shown = trials(play -> none(play.name())).play(BASE, TWO.subList(0, 1), 7);

    assertThat(played).hasSize(2);
    assertThat(shown).singleElement().extracting(Trial::verdict).isEqualTo("");
    assertThat(told).element(0).asString().contains("no verdict (exit status 255: out of memory)");
  }

  @Test
  void aBusyHostIsTriedAgainButNotForEver() throws Exception {
    Path unfit = folder.resolve("unfit");
    Files.createDirectories(unfit);
    Files.copy(SAMPLE.resolve("figures.json"), unfit.resolve("figures.json"));
    Judgement sample = VerdictFile.read(Files.readString(SAMPLE.resolve("verdict.json")));
    Files.writeString(
        unfit.resolve("verdict.json"),
        VerdictFile.text(sample)
            .replaceFirst("(?s)(\"HarnessHonest\".*?)\"PASS\"", "$1\"UNKNOWN\"")
            .replaceFirst("\"overall\"( ?: ?)\"PASS\"", "\"overall\"$1\"UNKNOWN\""));
    Runs busy =
        play -> {
          played.add(play.name());
          return new Runs.Made(80, unfit, "", "runs/x");
        };

    List<Trial> shown = trials(busy).play(BASE, TWO.subList(0, 1), 7);

    assertThat(played).hasSize(3);
    assertThat(shown).singleElement().extracting(Trial::verdict).isEqualTo("unknown");
    trials(busy).play(BASE, TWO.subList(0, 1), 7);
    assertThat(played).hasSize(3);
  }

  @Test
  void theTableBeginsWithTheWorst() {
    Trial good = trial("a-good", "pass", 9.0, 0);
    Trial slow = trial("b-slow", "pass", 21.0, 0);
    Trial unknown = trial("c-unknown", "unknown", 5.0, 0);
    Trial failed = trial("d-failed", "fail", 5.0, 0);
    Trial lossy = trial("e-lossy", "fail", 5.0, 3);

    String text =
        ResilienceText.text(
            "1,000 participants",
            List.of(good, slow, unknown, failed, lossy),
            Map.of(),
            List.of("`cut-off-master-from-all`: there is no iptables"));

    assertThat(text.lines().filter(line -> line.startsWith("| `")).map(line -> line.split("`")[1]))
        .containsExactly("e-lossy", "d-failed", "c-unknown", "b-slow", "a-good");
    assertThat(text)
        .contains(
            "1,000 participants. 5 flavours, worst first: 2 failed, 1 unknown, 2 passed; 7 min.")
        .contains("| `e-lossy` |  | cut | fail | 40 | 4.0 s | - | 5.0 s | over | 3 | 0 |")
        .contains("| `b-slow` |  | cut | pass | 40 | 4.0 s | - | 21.0 s | 70 % | 0 | 0 |")
        .contains("- `c-unknown`: because (runs/x)")
        .contains("## Not played");
  }

  private static Trial trial(String name, String verdict, double max, int lost) {
    return new Trial(
        name, "r", 7, "cut", verdict, List.of(), "because", 40, 4.0, null, max, 30, lost, 0, true,
        80, "runs/x");
  }
}
