package io.drillmaster.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A stack on AWS in drill files. */
class AwsDrillTest {
  private static final String TARGET =
      "aws: { stack: ov-staging, region: eu-west-1, url: \"https://ov.example.com\" }";

  private static String drill(String target, String step) {
    return """
    drill: x
    proves: It does.
    target: { %s }
    timeline:
      - steady: 5s
      - %s
      - until: recovered
    """
        .formatted(target, step);
  }

  private static Drill read(String text) {
    return DrillFile.read("x.yaml", text);
  }

  private static String problems(String text) {
    try {
      read(text);
    } catch (InvalidDrill invalid) {
      return String.valueOf(invalid.getMessage());
    }
    return "none";
  }

  @Test
  void isReadAndWrittenBack() {
    Drill drill = read(drill(TARGET, "crash: { master: one }"));
    Drill whole =
        read(
            drill(
                TARGET.replace(" }", ", account: \"123456789012\", secretFrom: { file: /run/s } }"),
                "crash: { master: one }"));

    assertThat(drill.target())
        .isEqualTo(
            new TargetSpec.Aws(
                "ov-staging",
                "eu-west-1",
                Optional.empty(),
                "https://ov.example.com",
                new SecretFrom(SecretFrom.Place.ENV, "OPENVIDU_SECRET")));
    assertThat(whole.target())
        .isEqualTo(
            new TargetSpec.Aws(
                "ov-staging",
                "eu-west-1",
                Optional.of("123456789012"),
                "https://ov.example.com",
                new SecretFrom(SecretFrom.Place.FILE, "/run/s")));
    assertThat(read(DrillFile.write(drill))).isEqualTo(drill);
    assertThat(read(DrillFile.write(whole))).isEqualTo(whole);
  }

  @Test
  void twoMastersMustStayUnlessItIsSaid() {
    String text = drill(TARGET, "crash: { master: one }");

    assertThat(read(text).safety().minHealthyMasters()).isEqualTo(2);
    assertThat(read(text + "safety: { minHealthyMasters: 1 }\n").safety().minHealthyMasters())
        .isEqualTo(1);
    assertThat(read(drill("twin: {}", "crash: { master: one }")).safety().minHealthyMasters())
        .isEqualTo(1);
  }

  @Test
  void limitsAllowForSilence() {
    Limits limits = LimitsOf.of(read(drill(TARGET, "crash: { master: one }")));

    assertThat(limits.infrastructure()).isEqualTo(InfrastructureClocks.AWS);
    assertThat(limits.limitWhy()).contains("notice of silence", "first byte");
    assertThat(limits.settling()).isEqualTo(ProtocolClocks.REAL.settleAfterSilence());
  }

  @Test
  void whatEc2CannotDoIsRefused() {
    assertThat(problems(drill(TARGET, "freeze: { master: one, for: 6s }")))
        .contains(
            "x.yaml:6: timeline[2]: on aws a freeze for 6s is too short, commands take seconds to a machine; use 10s to 10m");
    assertThat(read(drill(TARGET, "freeze: { master: one, for: 10s }")).faults()).hasSize(1);
    assertThat(problems(drill(TARGET, "cut-off: { master: one, from: store, for: 20s }")))
        .contains(
            "on aws a cut-off of a master is not possible; use crash, vanish, shutdown or freeze of masters or media nodes");
    assertThat(problems(drill(TARGET, "crash: { balancer: one }")))
        .contains("on aws a crash of a balancer is not possible");
    assertThat(problems(drill(TARGET, "crash: { master: owner-of busiest session }")))
        .contains("chooses by entries or owners, which this target does not tell");
  }

  @Test
  void stackRegionUrlAndSecretHaveTheirForm() {
    assertThat(problems(drill("aws: { region: eu-west-1, url: \"https://x\" }", "wait: 1s")))
        .contains("target.aws.stack");
    assertThat(
            problems(
                drill(TARGET.replace("https://ov.example.com", "ov.example.com/x"), "wait: 1s")))
        .contains("target.aws.url", "https://video.example.com");
    assertThat(problems(drill(TARGET.replace("eu-west-1", "europe"), "wait: 1s")))
        .contains("target.aws.region", "eu-west-1");
    assertThat(problems(drill(TARGET.replace(" }", ", secretFrom: { value: x } }"), "wait: 1s")))
        .contains("secretFrom");
  }
}
