package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.NodeEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetEvidenceTest {
  private final FakeCloud cloud = FakeCloud.threeAndTwo();
  private final StackReader reader = new StackReader(cloud, "ov");
  private final FleetEvidence evidence = new FleetEvidence("ov-lb", "i-m1"::equals);
  private long now = 100;

  /** A look that takes 10 ns; the first begins at 100, each 100 after the last. */
  private List<Event> look() {
    List<Event> events = evidence.of(reader.read(), now, now + 10);
    now += 100;
    return events;
  }

  @Test
  void theFirstLookTellsWhoIsThereAndWhoIsInRotation() {
    List<Event> events = look();

    assertThat(events)
        .filteredOn(NodeEvent.Seen.class::isInstance)
        .containsExactly(
            master("i-m1", 110, 0),
            master("i-m2", 110, 0),
            master("i-m3", 110, 0),
            mediaNode("i-k1"),
            mediaNode("i-k2"));
    assertThat(events)
        .filteredOn(NodeEvent.Rotation.class::isInstance)
        .contains(new NodeEvent.Rotation(110, "ov-lb", "i-m1", true, "healthy", 0))
        .hasSize(3);
    assertThat(look()).isEmpty();
  }

  private static NodeEvent.Seen master(String id, long at, long otherwiseAt) {
    String ip = "10.0.0." + id.substring(3);
    return new NodeEvent.Seen(
        at, id, Role.MASTER, id, 0, List.of(ip + ":4443", ip + ":5443"), "", id, otherwiseAt);
  }

  private static NodeEvent.Seen mediaNode(String id) {
    String ip = "10.0.0." + id.substring(3);
    return new NodeEvent.Seen(
        110, id, Role.MEDIA_NODE, id, 0, List.of(ip + ":8888"), ip, "media_" + id, 0);
  }

  @Test
  void aChangeIsAnIntervalBetweenTwoLooks() {
    look();
    cloud.targets.put("i-m1", new TargetHealth("unhealthy", "Target.Timeout"));

    assertThat(look())
        .containsExactly(
            new NodeEvent.Rotation(210, "ov-lb", "i-m1", false, "unhealthy, Target.Timeout", 100));
  }

  @Test
  void anotherReasonToBeOutIsToldToo() {
    look();
    cloud.targets.put("i-m1", new TargetHealth("unhealthy", "Target.Timeout"));
    look();
    cloud.targets.put("i-m1", new TargetHealth("draining", "Target.DeregistrationInProgress"));

    assertThat(look())
        .containsExactly(
            new NodeEvent.Rotation(
                310, "ov-lb", "i-m1", false, "draining, Target.DeregistrationInProgress", 0));
    assertThat(look()).isEmpty();
  }

  @Test
  void whoIsTerminatedIsGoneOnceAndWhoReplacesItIsSeen() {
    look();
    cloud.turn("i-m1", "shutting-down");
    List<Event> gone = look();
    cloud.turn("i-m1", "terminated");
    cloud.leave("i-m1");
    cloud.start("i-m4", Role.MASTER);
    List<Event> replaced = look();

    assertThat(gone)
        .containsExactly(
            new NodeEvent.Gone(210, "i-m1", Role.MASTER, "i-m1", true, "EC2: shutting-down", 100));
    assertThat(replaced)
        .contains(
            master("i-m4", 310, 200),
            new NodeEvent.Rotation(310, "ov-lb", "i-m1", false, "unused, not registered", 200),
            new NodeEvent.Rotation(310, "ov-lb", "i-m4", true, "healthy", 200));
    assertThat(evidence.seenAt("i-m4")).isEqualTo(310);
  }

  @Test
  void whoWasSeenToGoDoesNotComeAgainInAReadThatIsBehind() {
    look();
    cloud.turn("i-m2", "shutting-down");
    assertThat(look()).hasSize(1);
    cloud.turn("i-m2", "running");

    assertThat(look()).isEmpty();
  }

  @Test
  void whoIsMissedOnceIsNotGone() {
    look();
    Instance missed = cloud.instances.remove("i-k1");
    assertThat(look()).isEmpty();
    cloud.instances.put("i-k1", missed);
    assertThat(look()).isEmpty();
    cloud.instances.remove("i-k1");
    look();

    assertThat(look())
        .containsExactly(
            new NodeEvent.Gone(
                510, "i-k1", Role.MEDIA_NODE, "i-k1", false, "EC2 tells of it no longer", 400));
  }

  @Test
  void whoBootsIsNotThereYet() {
    look();
    cloud.start("i-m4", Role.MASTER);
    cloud.lifecycles.put("i-m4", "Pending");
    cloud.targets.put("i-m4", new TargetHealth("initial", "Elb.RegistrationInProgress"));

    assertThat(look()).isEmpty();
  }

  @Test
  void activitiesSinceTheFirstLookAreToldWithTheirCause() {
    Instant begun = Instant.parse("2026-03-04T09:15:00Z");
    cloud.activities.add(FakeCloud.launch("i-m3", begun, begun.plusSeconds(60)));
    assertThat(look()).noneMatch(HarnessEvent.Note.class::isInstance);
    cloud.activities.add(0, FakeCloud.launch("i-m4", begun, null));

    assertThat(look())
        .containsExactly(
            new HarnessEvent.Note(
                210,
                "scaling activity: Launching a new EC2 instance: i-m4, InProgress, 2026-03-04T09:15:00Z to now; capacity was missing"));
  }

  @Test
  void whomAGroupTakesAwayByItselfIsToldApart() {
    look();
    Instant begun = Instant.parse("2026-03-04T09:15:00Z");
    cloud.activities.add(FakeCloud.end("i-m1", begun));
    cloud.activities.add(FakeCloud.end("i-m2", begun));

    assertThat(look())
        .containsExactly(
            new HarnessEvent.Note(
                210,
                "scaling activity: Terminating EC2 instance: i-m1, Successful, 2026-03-04T09:15:00Z to 2026-03-04T09:15:30Z; it was unhealthy"),
            new HarnessEvent.Note(
                210,
                "the group acts by itself: Terminating EC2 instance: i-m2, Successful, 2026-03-04T09:15:00Z to 2026-03-04T09:15:30Z; it was unhealthy"));
  }
}
