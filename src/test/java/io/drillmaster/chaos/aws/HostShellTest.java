package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostShellTest {
  private static final HostCommand RUNNING = new HostCommand("InProgress", -1, "", "");

  private final FakeHosts hosts = new FakeHosts();
  private final HandClock clock = new HandClock();
  private final Instant begun = clock.now;

  private HostShell.Done run(HostCommand... answers) {
    hosts.answers.addAll(List.of(answers));
    return new HostShell(hosts, clock).run("i-m1", List.of("true"), "freeze");
  }

  @Test
  void waitsForWhatTheMachineAnswers() {
    HostShell.Done done = run(FakeHosts.PENDING, RUNNING, FakeHosts.done("1772615700.500000000"));

    assertThat(done).isEqualTo(new HostShell.Done("c1", Instant.parse("2026-03-04T09:15:00.500Z")));
    assertThat(hosts.log).containsExactly("freeze on i-m1");
  }

  @Test
  void whatIsNotDeliveredWithinTenSecondsIsCancelled() {
    assertThatThrownBy(() -> run(FakeHosts.PENDING))
        .isInstanceOf(HostShell.NothingDone.class)
        .hasMessage("freeze was not delivered to i-m1 within 10 s; cancelled (SSM command c1)");
    assertThat(hosts.log).containsExactly("freeze on i-m1", "cancel c1");
    assertThat(Duration.between(begun, clock.now)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void whatDoesNotEndIsCancelledAndMayHaveDoneSomething() {
    assertThatThrownBy(() -> run(RUNNING))
        .isNotInstanceOf(HostShell.NothingDone.class)
        .hasMessage("freeze on i-m1 does not end: InProgress; cancelled (SSM command c1)");
    assertThat(Duration.between(begun, clock.now)).isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void whatCameTooLateDidNothing() {
    assertThatThrownBy(() -> run(new HostCommand("Failed", 75, "", "")))
        .isInstanceOf(HostShell.NothingDone.class)
        .hasMessage(
            "freeze came too late to i-m1, which did nothing; see its clock (SSM command c1)");
  }

  @Test
  void whatFailsTellsWhy() {
    assertThatThrownBy(() -> run(new HostCommand("Failed", 1, "", "docker: not found\n")))
        .isNotInstanceOf(HostShell.NothingDone.class)
        .hasMessage("freeze on i-m1 failed: Failed, 1: docker: not found (SSM command c1)");
  }

  @Test
  void whatAwsRefusesWasNotDoneButSilenceMayHaveBeen() {
    hosts.refusal =
        new CloudException("denied", "AccessDeniedException", false, new IllegalStateException());
    assertThatThrownBy(this::run).isInstanceOf(HostShell.NothingDone.class).hasMessage("denied");

    hosts.refusal = new CloudException("no answer");
    assertThatThrownBy(this::run).isSameAs(hosts.refusal);
  }
}
