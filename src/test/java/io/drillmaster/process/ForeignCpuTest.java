package io.drillmaster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignCpuTest {

  @TempDir Path root;
  private long niced;
  private final Set<Long> family = new HashSet<>(Set.of(41L, 42L));

  @BeforeEach
  void start() throws IOException {
    host(1_000, 1_000);
    worked(41, 100, 20);
    worked(42, 10, 0);
  }

  /** Both counters in jiffies; a tenth of the work is the system's. */
  private void host(long worked, long idle) throws IOException {
    long system = worked / 10;
    write(
        "proc/stat",
        "cpu  %d %d %d %d 0 3 4 0 0 0%ncpu0 1 2 3%n"
            .formatted(worked - system, niced, system, idle));
  }

  private void worked(long pid, long user, long system) throws IOException {
    write(
        "proc/" + pid + "/stat",
        "%d (a (b) c) S 1 1 1 0 -1 4194560 9 8 7 6 %d %d 777 888 20 0 1 0 55"
            .formatted(pid, user, system));
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private ForeignCpu measuring() {
    return new ForeignCpu(() -> Set.copyOf(family), root);
  }

  @Test
  void tellsWhatOthersHadOfABusyHost() throws IOException {
    ForeignCpu cpu = measuring();
    host(1_200, 1_000);
    worked(41, 150, 40);
    worked(42, 40, 0);
    assertThat(cpu.percent()).as("200 worked, 100 of them ours").isEqualTo(50);
    host(1_400, 1_000);
    worked(41, 350, 40);
    assertThat(cpu.percent()).as("all of it ours").isZero();
  }

  @Test
  void aHostWithTimeToSpareKeptNobodyWaiting() throws IOException {
    ForeignCpu cpu = measuring();
    host(1_188, 1_012);
    assertThat(cpu.percent()).as("6 % idle").isZero();
    host(1_378, 1_022);
    assertThat(cpu.percent()).as("5 % idle").isEqualTo(95);
  }

  @Test
  void programsThatGiveWayAreNotCounted() throws IOException {
    ForeignCpu cpu = measuring();
    niced = 900;
    host(1_100, 1_000);
    assertThat(cpu.percent()).as("100 of 1,000 worked without giving way").isEqualTo(10);
  }

  @Test
  void aMemberThatJoinsCountsFromItsBirth() throws IOException {
    ForeignCpu cpu = measuring();
    family.add(43L);
    host(1_100, 1_000);
    worked(43, 50, 0);
    assertThat(cpu.percent()).isEqualTo(50);
  }

  @Test
  void aMemberThatEndedTakesItsCountAlong() throws IOException {
    ForeignCpu cpu = measuring();
    family.remove(42L);
    host(1_100, 1_000);
    assertThat(cpu.percent()).isEqualTo(-1);
    host(1_200, 1_000);
    assertThat(cpu.percent()).isEqualTo(100);
  }

  @Test
  void withoutTheInstrumentItCannotBeTold() throws IOException {
    Files.delete(root.resolve("proc/stat"));
    assertThat(measuring().percent()).isEqualTo(-1);
    write("proc/stat", "cpu  a b c d e f g h\n");
    assertThat(measuring().percent()).isEqualTo(-1);
  }
}
