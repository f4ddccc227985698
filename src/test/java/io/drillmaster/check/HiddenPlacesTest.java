package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.MarkdownTable;
import io.drillmaster.drill.Objective.Comparison;
import io.drillmaster.drill.Objective.Metric;
import io.drillmaster.history.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Seen from outside of the cluster every verdict is the one that it would be with places told, or
 * unknown: on histories that a correct cluster may produce, and on broken ones.
 */
class HiddenPlacesTest {

  /** More are tried by hand with {@code -Ddrillmaster.seeds=2000}. */
  private static final int SEEDS = Integer.getInteger("drillmaster.seeds", 4);

  private static Histories generated(long seed) {
    return new ValidHistories(seed)
        .histories
        .objective(Metric.BACK, 0, Comparison.AT_LEAST, 100, "back >= 100 %")
        .objective(Metric.RTO, 95, Comparison.AT_MOST, 20, "rto p95 <= 20s");
  }

  private static Map<String, Opinion> judged(Histories histories, List<Recorded> recorded) {
    return Outside.opinions(histories.header(), histories.drill(), recorded);
  }

  /** Checks of which one history says pass and the other fail. */
  private static List<String> contradictions(
      Map<String, Opinion> told, Map<String, Opinion> outside) {
    List<String> found = new ArrayList<>();
    told.forEach(
        (check, opinion) -> {
          Opinion other = outside.getOrDefault(check, opinion);
          boolean isSame = other.result() == opinion.result();
          boolean isCareful = other.result() == Result.UNKNOWN;
          boolean isBolder = opinion.result() == Result.UNKNOWN && other.result() == Result.PASS;
          if (!isSame && !isCareful && !isBolder) {
            found.add(
                "%s: %s where places are told (%s), %s from outside (%s)"
                    .formatted(check, opinion.result(), why(opinion), other.result(), why(other)));
          }
        });
    return found;
  }

  private static String why(Opinion opinion) {
    return opinion.reason()
        + opinion.suspects().stream()
            .limit(1)
            .map(each -> each.sentence().apply(Histories.ORIGIN))
            .findFirst()
            .orElse("");
  }

  @Test
  void aValidHistoryIsNeverCalledBroken() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Histories histories = generated(seed);
      Map<String, Opinion> told = judged(histories, histories.recorded());
      for (Outside.Help help : Outside.Help.values()) {
        List<Recorded> outside = Outside.of(histories.recorded(), help);
        assertThat(contradictions(told, judged(histories, outside)))
            .as("seed %d, %s", seed, help)
            .isEmpty();
      }
    }
  }

  @Test
  void aBrokenHistoryIsNeverJudgedOtherwiseThanWithPlacesTold() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Damages.Kind kind : Damages.Kind.values()) {
        Histories histories = generated(seed);
        List<Recorded> broken =
            new Damages(kind, new Random(seed * 31 + kind.name().hashCode()))
                .apply(histories.recorded());
        Map<String, Opinion> told = judged(histories, broken);
        for (Outside.Help help : Outside.Help.values()) {
          assertThat(contradictions(told, judged(histories, Outside.of(broken, help))))
              .as("seed %d, %s, %s", seed, kind, help)
              .isEmpty();
        }
      }
    }
  }

  /** Otherwise nothing would be broken above, and nothing be found. */
  @Test
  void theDamagesBreakMostChecks() {
    Map<String, Integer> failed = new TreeMap<>();
    for (Damages.Kind kind : Damages.Kind.values()) {
      for (long seed = 0; seed < 2; seed++) {
        Histories histories = generated(seed);
        judged(histories, new Damages(kind, new Random(seed)).apply(histories.recorded()))
            .forEach(
                (check, opinion) ->
                    failed.merge(check, opinion.result() == Result.FAIL ? 1 : 0, Integer::sum));
      }
    }
    failed.remove(Checks.HARNESS_HONEST);
    assertThat(failed).allSatisfy((check, count) -> assertThat(count).as(check).isPositive());
  }

  @Test
  void theDocumentSaysWhatIsJudgedWithWhichHelp() throws IOException {
    Histories histories = generated(2);
    Map<Outside.Help, Map<String, Opinion>> byHelp = new EnumMap<>(Outside.Help.class);
    for (Outside.Help help : Outside.Help.values()) {
      byHelp.put(help, judged(histories, Outside.of(histories.recorded(), help)));
    }
    List<List<String>> expected = new ArrayList<>();
    for (Checks.About about : Checks.all()) {
      List<String> row = new ArrayList<>(List.of("`" + about.name() + "`"));
      byHelp.values().forEach(opinions -> row.add(word(opinions, about.name())));
      expected.add(row);
    }
    String text = Files.readString(Path.of("src/docs/hidden-cluster.md"));
    assertThat(
            MarkdownTable.rows(
                    text,
                    "| check | nothing told | and webhooks | and access log | and both | what there is to know |")
                .stream()
                .map(cells -> cells.subList(0, 5))
                .toList())
        .isEqualTo(expected);
  }

  private static String word(Map<String, Opinion> opinions, String check) {
    Opinion opinion = Objects.requireNonNull(opinions.get(check));
    return switch (opinion.result()) {
      case PASS -> "judged";
      case UNKNOWN -> "unknown";
      case FAIL -> "FAIL: " + why(opinion);
    };
  }
}
