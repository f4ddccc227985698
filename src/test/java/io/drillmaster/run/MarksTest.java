package io.drillmaster.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarksTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private Path runs;
  private final List<Event> recorded = new CopyOnWriteArrayList<>();
  private final Recorder recorder =
      new Recorder() {
        @Override
        public void record(Event event) {
          recorded.add(event);
        }

        @Override
        public void close() {}
      };
  private RunFolder folder;

  @BeforeEach
  void begin() {
    folder = RunFolder.create(runs, "smoke", Instant.EPOCH, 7);
  }

  private List<String> left() throws Exception {
    try (Stream<Path> files = Files.list(folder.path())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(n -> n.startsWith("mark-"))
          .toList();
    }
  }

  @Test
  void whatIsToldStandsInTheHistoryWithTheTimeWhenItWasSaid() throws Exception {
    try (Marks marks = Marks.watch(folder, recorder, () -> 900)) {
      assertThat(marks).isNotNull();
      assertThat(Marks.tell(folder, "pulled the cable of m2", 700, SOON)).isTrue();
      assertThat(Marks.tell(folder, "plugged it in again", 950, SOON)).isTrue();
    }
    assertThat(recorded)
        .containsExactly(
            new HarnessEvent.Marked(900, 700, "pulled the cable of m2"),
            new HarnessEvent.Marked(900, 900, "plugged it in again"));
    assertThat(left()).isEmpty();
  }

  @Test
  void nobodyAnswersForARunThatIsGoneAndTheMarkIsTakenBack() throws Exception {
    assertThat(Marks.tell(folder, "too late", 7, Duration.ofMillis(300))).isFalse();
    assertThat(left()).isEmpty();
  }

  @Test
  void oneLineOfBoundedLengthIsAMark() {
    for (String text : List.of(" ", "two\nlines", "x".repeat(Marks.MOST_CHARACTERS + 1))) {
      assertThatThrownBy(() -> Marks.tell(folder, text, 7, SOON))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("is not allowed; use one line of 1 to 200");
    }
  }
}
