package io.drillmaster.cli.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.Bug;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the project publishes of its detection rate and of its false alarms is what was played. */
class SelftestDocumentTest {

  @Test
  void theDocumentSaysWhatTheAttemptsCameTo() throws IOException {
    String document = SelftestDocument.text();

    assertThat(document)
        .isEqualTo(SelftestDocument.with(document, SelftestDocument.generated()))
        .contains("./drillmaster selftest");
  }

  @Test
  void everyBugWasCaughtByItsCheckAndByNoOther() {
    int bugs = Bug.values().length;
    assertThat(SelftestDocument.generated())
        .contains(
            "%d of %d bugs caught by the intended check, 0 with surprises".formatted(bugs, bugs));
  }

  @Test
  void noCheckFailedOnAHealthyCluster() {
    assertThat(SelftestDocument.healthy())
        .allSatisfy(attempt -> assertThat(HealthyText.alarms(attempt)).isEmpty());
  }

  @Test
  void aPartThatIsNotMarkedIsLeftAlone() {
    String document =
        "before\n<!-- Made from src/docs/selftest by a program: begin -->\nold\n<!-- end -->\nafter\n";

    assertThat(SelftestDocument.with(document, "new\n"))
        .startsWith("before\n")
        .endsWith("after\n")
        .contains("begin -->\nnew\n<!-- end")
        .doesNotContain("old");
  }
}
