package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.SecretFrom;
import io.drillmaster.drill.Signature;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.HarnessEvent.Phase;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same histories, of a stack on AWS. */
class OnAwsTest {
  private static final TargetSpec STACK =
      new TargetSpec.Aws(
          "ov",
          "eu-west-1",
          Optional.empty(),
          "https://ov.example.com",
          new SecretFrom(SecretFrom.Place.ENV, "OPENVIDU_SECRET"));

  private static Verdict judged(Histories histories, String check) {
    Drill twin = histories.drill();
    Drill drill =
        new Drill(
            twin.name(),
            twin.proves(),
            STACK,
            twin.load(),
            twin.timeline(),
            twin.objectives(),
            twin.require(),
            twin.strict(),
            twin.safety(),
            twin.abort(),
            twin.webhook());
    return new Judge(histories.header(), drill, each -> "")
        .judge(histories.history())
        .judgement()
        .verdict(check)
        .orElseThrow();
  }

  private static Verdict honest(FaultKind kind, Signature seen) {
    Histories histories =
        new Histories()
            .cluster()
            .join(-20, "p1", "s1", "c1", 3, "m1")
            .fit(-20, 60)
            .phase(60, Phase.LEAVE)
            .fault(0, kind.key() + "-1", kind, Role.MASTER, "m1", seen);
    return judged(histories, Checks.HARNESS_HONEST);
  }

  @Test
  void aMasterThatEc2TakesAwayMayFallSilentOrEnd() {
    for (FaultKind kind : new FaultKind[] {FaultKind.CRASH, FaultKind.VANISH}) {
      for (Signature seen : Signature.values()) {
        assertThat(honest(kind, seen).result()).as("%s, %s", kind, seen).isEqualTo(Result.PASS);
      }
    }
    assertThat(honest(FaultKind.SHUTDOWN, Signature.CUT).result()).isEqualTo(Result.PASS);
    assertThat(honest(FaultKind.SHUTDOWN, Signature.SILENT).reason())
        .contains("was to show cut on the wire, and m1 showed silent");
  }

  @Test
  void rotationAloneDoesNotShowThatCapacityIsBack() {
    Histories histories =
        CapacityRestoredTest.healthy(
            CapacityRestoredTest.serving(
                CapacityRestoredTest.replaced(CapacityRestoredTest.crash())));

    assertThat(histories.verdict(Checks.CAPACITY_RESTORED).result()).isEqualTo(Result.PASS);
    Verdict verdict = judged(histories, Checks.CAPACITY_RESTORED);
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "the target tells rotation, but neither entries nor owners: nobody sees whether who came instead serves");
  }
}
