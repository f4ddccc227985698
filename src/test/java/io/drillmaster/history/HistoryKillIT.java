package io.drillmaster.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recorder whose process is killed leaves a history that reads to the last flush. */
@Timeout(120)
final class HistoryKillIT {

  /** Flush period, plus what a busy machine may add. */
  private static final Duration MOST_LOST = Duration.ofSeconds(1);

  @TempDir Path folder;

  @Test
  void aKilledWritersHistoryReadsToItsLastFlush() throws Exception {
    Path file = folder.resolve("history/victim.jsonl.zst");
    Process victim =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                EndlessWriter.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.exists(file) && Files.size(file) > 50_000);
    } finally {
      victim.destroyForcibly();
    }
    long killed = System.nanoTime();
    assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
    List<String> notes = new ArrayList<>();
    long[] last = {0};

    List<Damage> damages =
        HistoryFolder.open(folder)
            .read(
                recorded -> {
                  if (recorded.event() instanceof HarnessEvent.Note note) {
                    notes.add(note.text());
                    last[0] = note.at();
                  }
                });

    assertThat(damages).extracting(Damage::kind).contains(Damage.Kind.NO_FOOTER);
    assertThat(notes.get(notes.size() - 1)).isEqualTo("note " + (notes.size() - 1));
    assertThat(Duration.ofNanos(killed - last[0])).isLessThan(MOST_LOST);
  }
}
