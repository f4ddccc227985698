package io.drillmaster.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drillmaster.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class HistoryRecorderTest {

  @TempDir Path folder;

  private final AtomicLong now = new AtomicLong(Samples.ORIGIN);

  private static Event note(int number) {
    return new HarnessEvent.Note(Samples.ORIGIN + number, "note " + number);
  }

  private static List<Event> notes(List<Recorded> recorded) {
    return recorded.stream()
        .map(Recorded::event)
        .filter(event -> !(event instanceof HarnessEvent.Tick))
        .toList();
  }

  private List<Damage> read(List<Recorded> to) {
    return HistoryFolder.open(folder).read(to::add);
  }

  private Path store(byte[] bytes) throws IOException {
    Path file = folder.resolve("history/w.jsonl.zst");
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  @Test
  void whatIsRecordedIsReadBackInOrder() {
    List<Event> events = new ArrayList<>();
    try (HistoryRecorder recorder =
        HistoryRecorder.open(folder, Samples.header("w"), Ticker.system())) {
      for (int i = 0; i < 5_000; i++) {
        events.add(note(i));
        recorder.record(events.get(i));
      }
    }
    List<Recorded> back = new ArrayList<>();

    assertThat(read(back)).isEmpty();
    assertThat(notes(back)).isEqualTo(events);
    assertThat(HistoryFolder.open(folder).headers()).containsExactly(Samples.header("w"));
  }

  @Test
  void aFileIsReadableWhileItGrows() {
    try (HistoryRecorder recorder = HistoryRecorder.open(folder, Samples.header("w"), now::get)) {
      recorder.record(note(1));
      now.addAndGet(Duration.ofMillis(200).toNanos());
      List<Recorded> back = new ArrayList<>();
      await()
          .untilAsserted(
              () -> {
                back.clear();
                assertThat(read(back)).extracting(Damage::kind).containsOnly(Damage.Kind.NO_FOOTER);
                assertThat(notes(back)).containsExactly(note(1));
              });
      assertThat(recorder.failure()).isNull();
    }
  }

  @Test
  void everyFlushTicksAHandOverBehindItsTime() {
    now.set(Samples.ORIGIN);
    try (HistoryRecorder recorder = HistoryRecorder.open(folder, Samples.header("w"), now::get)) {
      assertThat(recorder.failure()).isNull();
    }
    List<Recorded> back = new ArrayList<>();
    read(back);

    assertThat(back)
        .containsExactly(
            new Recorded("w", 0, new HarnessEvent.Tick(Samples.ORIGIN - 100_000_000L)));
  }

  /** A file of several flushed blocks, without and with footer. */
  private byte[] smallFile() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HistoryRecorder recorder = HistoryRecorder.to(bytes, Samples.header("w"), now::get);
    for (int i = 0; i < 4; i++) {
      int before = bytes.size();
      recorder.record(note(i));
      now.addAndGet(Duration.ofMillis(200).toNanos());
      await().until(() -> bytes.size() > before);
    }
    recorder.close();
    return bytes.toByteArray();
  }

  @Test
  void aFileCutAtAnyByteIsReadUpToTheCut() throws IOException {
    byte[] whole = smallFile();
    List<Event> all = List.of(note(0), note(1), note(2), note(3));
    int readBefore = 0;
    for (int cut = 0; cut < whole.length; cut++) {
      store(java.util.Arrays.copyOf(whole, cut));
      List<Recorded> back = new ArrayList<>();

      List<Damage> damages = read(back);

      assertThat(damages.isEmpty() && notes(back).size() < 4).as("cut at %d", cut).isFalse();
      assertThat(notes(back)).as("cut at %d", cut).isEqualTo(all.subList(0, notes(back).size()));
      assertThat(back.size()).as("cut at %d", cut).isGreaterThanOrEqualTo(readBefore);
      readBefore = back.size();
    }
    store(whole);
    List<Recorded> back = new ArrayList<>();
    assertThat(read(back)).isEmpty();
    assertThat(notes(back)).isEqualTo(all);
  }

  @Test
  void anyFlippedBitIsNoticedOrHarmless() throws IOException {
    byte[] whole = smallFile();
    List<Event> all = List.of(note(0), note(1), note(2), note(3));
    for (int at = 4; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      store(damaged);
      List<Recorded> back = new ArrayList<>();

      boolean noticed = !read(back).isEmpty();

      assertThat(noticed || notes(back).equals(all)).as("flipped at %d", at).isTrue();
    }
  }

  @Test
  void aFullQueueFailsTheRecorderAndKeepsWhatItTook() throws IOException {
    CountDownLatch stalled = new CountDownLatch(1);
    AtomicInteger writes = new AtomicInteger();
    Path file = store(new byte[0]);
    OutputStream disk = Files.newOutputStream(file);
    OutputStream stalling =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int count) throws IOException {
            if (writes.getAndIncrement() > 0 && stalled.getCount() > 0) {
              await().until(() -> stalled.getCount() == 0);
            }
            disk.write(bytes, from, count);
          }

          @Override
          public void close() throws IOException {
            disk.close();
          }
        };
    HistoryRecorder recorder = HistoryRecorder.to(stalling, Samples.header("w"), Ticker.system());
    int taken = 0;
    String refusal = null;
    while (refusal == null) {
      try {
        recorder.record(note(taken));
        taken++;
      } catch (IllegalStateException e) {
        refusal = e.getMessage();
      }
    }

    assertThat(refusal).contains("history of w: the queue of 131072 events is full");
    assertThat(recorder.failure()).isEqualTo(refusal);
    assertThat(recorder.fitness().queuePercentMax()).isEqualTo(100);
    assertThatThrownBy(() -> recorder.record(note(0))).hasMessage(refusal);
    stalled.countDown();
    recorder.close();
    List<Recorded> back = new ArrayList<>();
    assertThat(read(back)).extracting(Damage::kind).containsExactly(Damage.Kind.WRITER_FAILED);
    assertThat(notes(back)).hasSize(taken);
  }

  @Test
  void aFullDiskFailsTheRecorderAndWhatWasFlushedStaysReadable() throws IOException {
    Path file = store(new byte[0]);
    OutputStream disk = Files.newOutputStream(file);
    int[] room = {1 << 12};
    OutputStream small =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int count) throws IOException {
            disk.write(bytes, from, Math.min(count, room[0]));
            if (count > room[0]) {
              throw new IOException("No space left on device");
            }
            room[0] -= count;
          }
        };
    HistoryRecorder recorder = HistoryRecorder.to(small, Samples.header("w"), now::get);
    recorder.record(note(0));
    int before = room[0];
    now.addAndGet(Duration.ofMillis(200).toNanos());
    await().until(() -> room[0] < before);
    for (int i = 1; recorder.failure() == null; i++) {
      try {
        recorder.record(new HarnessEvent.Note(i, "x" + i * 7_919 + "y" + i * 104_729));
      } catch (IllegalStateException e) {
        break;
      }
      now.addAndGet(Duration.ofMillis(1).toNanos());
    }

    assertThat(recorder.failure())
        .isEqualTo("history of w cannot be written: java.io.IOException: No space left on device");
    assertThatThrownBy(() -> recorder.record(note(1))).isInstanceOf(IllegalStateException.class);
    recorder.close();
    List<Recorded> back = new ArrayList<>();
    assertThat(read(back)).extracting(Damage::kind).contains(Damage.Kind.NO_FOOTER);
    assertThat(notes(back)).contains(note(0));
  }

  @Test
  void aClosedRecorderTakesNothingAndClosesTwice() {
    HistoryRecorder recorder = HistoryRecorder.open(folder, Samples.header("w"), Ticker.system());
    recorder.close();
    recorder.close();

    assertThatThrownBy(() -> recorder.record(note(1))).hasMessage("history of w is closed");
    assertThat(recorder.failure()).isNull();
  }

  @Test
  void anInterruptDoesNotCutTheHistoryShort() {
    HistoryRecorder recorder = HistoryRecorder.open(folder, Samples.header("w"), Ticker.system());
    recorder.record(note(1));
    Thread.currentThread().interrupt();
    recorder.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(recorder.failure()).isNull();
    assertThat(read(new ArrayList<>())).isEmpty();
  }

  @Test
  void aFileIsNeverOverwritten() {
    HistoryRecorder.open(folder, Samples.header("w"), Ticker.system()).close();

    assertThatThrownBy(() -> HistoryRecorder.open(folder, Samples.header("w"), Ticker.system()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("FileAlreadyExists");
  }

  @Test
  void nothingHandedOverBeforeTheCloseIsLost() throws InterruptedException {
    HistoryRecorder recorder = HistoryRecorder.open(folder, Samples.header("w"), Ticker.system());
    AtomicInteger taken = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 30_000; i++) {
                    recorder.record(note(i));
                    taken.incrementAndGet();
                  }
                } catch (IllegalStateException e) {
                  assertThat(e).hasMessage("history of w is closed");
                }
              });
      thread.start();
      threads.add(thread);
    }
    await().until(() -> taken.get() > 1_000);
    recorder.close();
    for (Thread thread : threads) {
      thread.join();
    }
    List<Recorded> back = new ArrayList<>();

    assertThat(read(back)).isEmpty();
    assertThat(notes(back)).hasSize(taken.get());
  }

  @Test
  void aStoppedFlushIsSeenInTheFitness() {
    try (HistoryRecorder recorder = HistoryRecorder.open(folder, Samples.header("w"), now::get)) {
      recorder.fitness();
      now.addAndGet(Duration.ofMillis(1_500).toNanos());

      assertThat(recorder.fitness().flushGapNanosMax()).isEqualTo(1_500_000_000L);
    }
  }
}
