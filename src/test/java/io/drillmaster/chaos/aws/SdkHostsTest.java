package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.chaos.aws.emulator.AwsEmulator;
import io.drillmaster.chaos.aws.emulator.Clients;
import io.drillmaster.chaos.aws.emulator.FakeMachines;
import io.drillmaster.chaos.aws.emulator.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way into machines against the emulator: the scripts that a fault sends, and no others. */
class SdkHostsTest {
  private static final String CALLER = "EXECUTOR";
  private static final String UNIT = "drillmaster-r1-freeze-1";

  private final FakeMachines machines = FakeMachines.threeAndTwo();
  private final Stack stack = new Stack("ov");
  private volatile Instant now = Instant.parse("2026-03-04T09:15:00Z");
  private AwsEmulator emulator;
  private Clients clients;
  private SdkHosts hosts;

  @BeforeEach
  void start() throws Exception {
    emulator = AwsEmulator.start(stack, machines, () -> now);
    clients = Clients.of(emulator.endpoint(), CALLER);
    hosts = new SdkHosts(clients.systems(), clients.systems());
    stack.online.addAll(List.of("i-m1", "i-m2"));
  }

  @AfterEach
  void stop() {
    clients.close();
    emulator.close();
  }

  private String freeze(String instance, Instant until) {
    return hosts.send(
        instance, HostScript.freeze(UNIT, Duration.ofSeconds(20), until), "freeze r1 freeze-1");
  }

  private void refused(String right, Runnable call) {
    emulator.deny(CALLER, right);
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CloudException.class, failure -> assertThat(failure.isDenied()).isTrue())
        .hasMessageEndingWith("; allow " + right + " for these credentials");
  }

  @Test
  void tellsWhoseAgentAnswers() {
    assertThat(hosts.online(List.of("i-m1", "i-m3"))).containsExactly("i-m1");
    assertThat(hosts.online(List.of())).isEmpty();
    assertThatThrownBy(() -> freeze("i-m3", now)).hasMessageContaining("InvalidInstanceId");
  }

  @Test
  void freezesAndTheMachineThawsByItself() {
    String id = freeze("i-m1", now);
    HostCommand done = hosts.command(id, "i-m1");
    assertThat(HostScript.at(done.output())).contains(now);
    assertThat(done.code()).isZero();

    now = now.plusSeconds(21);
    assertThat(hosts.command(id, "i-m1").isOver()).isTrue();
    assertThat(machines.ended()).containsExactly("i-m1 paused", "i-m1 thawed");
  }

  @Test
  void thawsBeforeItsTimeAndThenTheTimerIsGone() {
    String id = freeze("i-m1", now);
    assertThat(hosts.command(id, "i-m1").isOver()).isTrue();
    String thaw = hosts.send("i-m1", HostScript.thaw(UNIT), "thaw");
    assertThat(hosts.command(thaw, "i-m1").code()).isZero();

    now = now.plusSeconds(60);
    assertThat(hosts.command(id, "i-m1").isOver()).isTrue();
    assertThat(machines.ended()).containsExactly("i-m1 paused", "i-m1 thawed");
  }

  @Test
  void whatComesTooLateDoesNothing() {
    stack.deliverySeconds = 30;
    String id = freeze("i-m1", now.plusSeconds(10));
    assertThat(hosts.command(id, "i-m1")).isEqualTo(new HostCommand("Pending", -1, "", ""));

    now = now.plusSeconds(31);
    assertThat(hosts.command(id, "i-m1").code()).isEqualTo(HostScript.LATE);
    assertThat(machines.ended()).isEmpty();
  }

  @Test
  void whatIsCancelledIsNotDone() {
    stack.deliverySeconds = 30;
    String id = freeze("i-m1", now.plusSeconds(60));
    hosts.cancel(id, "i-m1");

    now = now.plusSeconds(31);
    assertThat(hosts.command(id, "i-m1").status()).isEqualTo("Cancelled");
    assertThat(machines.ended()).isEmpty();
  }

  @Test
  void aCommandThatIsNotKnownYetIsPending() {
    assertThat(hosts.command("command-9999", "i-m1").isDelivered()).isFalse();
  }

  @Test
  void whoMayNotIsToldWhichRightIsMissing() {
    refused("ssm:DescribeInstanceInformation", () -> hosts.online(List.of("i-m1")));
    refused("ssm:SendCommand", () -> freeze("i-m1", now));
    refused("ssm:GetCommandInvocation", () -> hosts.command("c", "i-m1"));
    refused("ssm:CancelCommand", () -> hosts.cancel("c", "i-m1"));
  }
}
