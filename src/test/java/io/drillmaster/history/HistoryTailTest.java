package io.drillmaster.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class HistoryTailTest {

  @TempDir Path folder;

  private final AtomicLong now = new AtomicLong(Samples.ORIGIN);
  private final List<String> seen = new ArrayList<>();

  private void see(Recorded recorded) {
    if (recorded.event() instanceof HarnessEvent.Note note) {
      seen.add(recorded.writer() + ":" + note.text());
    }
  }

  private HistoryRecorder recorder(String writer) {
    return HistoryRecorder.open(folder, Samples.header(writer), now::get);
  }

  private void note(HistoryRecorder recorder, String text) {
    recorder.record(new HarnessEvent.Note(now.get(), text));
  }

  private void pass(long millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  @Test
  void eventsComeWhenAllLiveFilesHaveTickedPastThem() {
    try (HistoryTail tail = new HistoryTail(folder, now::get);
        HistoryRecorder a = recorder("a");
        HistoryRecorder b = recorder("b")) {
      tail.poll(this::see);
      note(b, "first");
      pass(1);
      note(a, "second");
      pass(150);
      tail.poll(this::see);
      assertThat(seen).isEmpty();
      pass(200);
      await()
          .untilAsserted(
              () -> {
                tail.poll(this::see);
                assertThat(seen).containsExactly("b:first", "a:second");
              });
      assertThat(tail.leftOut()).isEmpty();
    }
  }

  @Test
  void aClosedFileHoldsNothingBackAndANewOneIsFound() {
    try (HistoryTail tail = new HistoryTail(folder, now::get);
        HistoryRecorder a = recorder("a")) {
      HistoryRecorder b = recorder("b");
      note(b, "short life");
      b.close();
      pass(300);
      note(a, "later");
      HistoryRecorder c = recorder("c");
      note(c, "new");
      pass(400);
      await()
          .untilAsserted(
              () -> {
                tail.poll(this::see);
                assertThat(seen).containsExactly("b:short life", "a:later", "c:new");
              });
      c.close();
    }
  }

  @Test
  void aSilentWriterIsLeftOutAndNamed() {
    AtomicLong stopped = new AtomicLong(now.get());
    try (HistoryTail tail = new HistoryTail(folder, now::get);
        HistoryRecorder a = recorder("a");
        HistoryRecorder b = HistoryRecorder.open(folder, Samples.header("b"), stopped::get)) {
      note(a, "one");
      pass(1_000);
      await()
          .during(Duration.ofMillis(50))
          .untilAsserted(
              () -> {
                tail.poll(this::see);
                assertThat(seen).isEmpty();
              });
      pass(1_500);
      await()
          .untilAsserted(
              () -> {
                tail.poll(this::see);
                assertThat(seen).containsExactly("a:one");
              });
      assertThat(tail.leftOut()).containsExactly("b");
      assertThat(b.failure()).isNull();
    }
  }

  @Test
  void whatIsFollowedHasTheOrderOfWhatIsReadAfterwards() {
    Random random = new Random(7);
    List<Recorded> followed = new ArrayList<>();
    try (HistoryTail tail = new HistoryTail(folder, now::get)) {
      try (HistoryRecorder a = recorder("a");
          HistoryRecorder b = recorder("b")) {
        for (int i = 0; i < 3_000; i++) {
          long late = random.nextInt(20) == 0 ? random.nextInt(300_000_000) : 0;
          HistoryRecorder recorder = random.nextBoolean() ? a : b;
          recorder.record(new HarnessEvent.Note(now.get() - late, "n" + i));
          now.addAndGet(random.nextInt(1_000_000));
          if (i % 100 == 0) {
            tail.poll(followed::add);
          }
        }
      }
      tail.finish(followed::add);
    }
    List<Recorded> afterwards = new ArrayList<>();
    HistoryFolder.open(folder).read(afterwards::add);

    assertThat(followed).isEqualTo(afterwards);
  }
}
