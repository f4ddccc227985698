package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.run.port.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FleetWatchTest {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final FakeCloud cloud = FakeCloud.threeAndTwo();
  private final HandTimer timer = new HandTimer();
  private final AtomicLong clock = new AtomicLong(1_000);
  private final List<Event> events = new ArrayList<>();
  private final Recorder recorder =
      new Recorder() {
        @Override
        public void record(Event event) {
          events.add(event);
        }

        @Override
        public void close() {}
      };

  private FleetWatch watch() {
    StackReader reader = new StackReader(cloud, "ov");
    return new FleetWatch(
        reader.read(), reader::read, "ov-lb", PAUSE, timer, () -> clock.addAndGet(1_000_000_000));
  }

  private static CloudException throttled() {
    return new CloudException(
        "ec2:DescribeInstances: RequestLimitExceeded",
        "RequestLimitExceeded",
        true,
        new IllegalStateException("status 503"));
  }

  @Test
  void looksAgainAndAgainAndRecordsWhatChanged() {
    FleetWatch watch = watch();
    watch.record(recorder);
    int first = events.size();
    cloud.turn("i-m1", "terminated");
    timer.turn();

    assertThat(events.subList(first, events.size()))
        .singleElement()
        .isInstanceOf(NodeEvent.Gone.class);
    assertThat(timer.waits).containsExactly(PAUSE, PAUSE);
  }

  @Test
  void whoIsAskedTooOftenIsAskedLessOften() {
    FleetWatch watch = watch();
    watch.record(recorder);
    events.clear();
    cloud.failure = throttled();
    for (int i = 0; i < 5; i++) {
      timer.turn();
    }
    cloud.failure = null;
    timer.turn();

    assertThat(timer.waits)
        .containsExactly(
            PAUSE,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(40),
            FleetWatch.PAUSE_MOST,
            FleetWatch.PAUSE_MOST,
            PAUSE);
    assertThat(events)
        .extracting(each -> ((HarnessEvent.Note) each).text())
        .containsExactly(
            "the stack is not seen, evidence is told late: ec2:DescribeInstances: RequestLimitExceeded",
            "the stack is seen again after 5 looks in vain");
  }

  @Test
  void whatChangedMeanwhileHasAWideInterval() {
    FleetWatch watch = watch();
    watch.record(recorder);
    cloud.failure = throttled();
    timer.turn();
    cloud.failure = null;
    cloud.turn("i-m1", "terminated");
    events.clear();
    timer.turn();

    NodeEvent.Gone gone =
        (NodeEvent.Gone)
            events.stream().filter(NodeEvent.Gone.class::isInstance).findFirst().orElseThrow();
    assertThat(gone.at() - gone.otherwiseAt()).isEqualTo(5_000_000_000L);
  }

  @Test
  void whoWasToldToGoServesNobodyWhateverEc2Shows() {
    FleetWatch watch = watch();
    watch.toldToGo("i-m1", "terminated");

    assertThat(watch.latest().nodes(watch.told()))
        .filteredOn(node -> !node.alive())
        .extracting(Node::name)
        .containsExactly("i-m1");
    assertThat(watch.answer("i-m1")).isEqualTo("terminated");
    assertThat(watch.answer("i-m2")).isNull();
  }

  @Test
  void aClosedOneLooksNoMore() {
    FleetWatch watch = watch();
    watch.record(recorder);
    watch.close();

    assertThat(timer.waits).hasSize(1);
    assertThatThrownBy(timer::turn).isInstanceOf(java.util.NoSuchElementException.class);
  }
}
