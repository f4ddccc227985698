package io.drillmaster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FitnessProbeTest {

  @TempDir Path root;

  private final AtomicLong now = new AtomicLong();

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  @Test
  void aLateTickIsSeenEvenWhileItIsLate() {
    try (FitnessProbe probe = new FitnessProbe(now::get, root)) {
      probe.close();
      probe.read();
      now.addAndGet(310_000_000);

      assertThat(probe.read().tickGapNanosMax()).isEqualTo(300_000_000);
    }
  }

  @Test
  void stealIsTheShareOfAllCpuSinceTheLastReading() throws IOException {
    write("proc/stat", "cpu  100 0 100 700 50 0 0 50 9 9\ncpu0 1 1 1 1\n");
    try (FitnessProbe probe = new FitnessProbe(now::get, root)) {
      write("proc/stat", "cpu  130 0 120 710 50 5 5 80 9 9\n");
      assertThat(probe.read().stealPercent()).isEqualTo(30);
      assertThat(probe.read().stealPercent()).isZero();
    }
  }

  @Test
  void throttlingIsReadFromOwnGroupThenFromTheRootThenFromVersionOne() throws IOException {
    write("sys/fs/cgroup/cpu/cpu.stat", "nr_throttled 1\nthrottled_time 5000\n");
    try (FitnessProbe probe = new FitnessProbe(now::get, root)) {
      write("sys/fs/cgroup/cpu/cpu.stat", "throttled_time 7000\n");
      assertThat(probe.read().throttledNanos()).isEqualTo(2_000);
    }
    write("sys/fs/cgroup/cpu.stat", "usage_usec 1\nthrottled_usec 10\n");
    try (FitnessProbe probe = new FitnessProbe(now::get, root)) {
      write("sys/fs/cgroup/cpu.stat", "throttled_usec 13\n");
      assertThat(probe.read().throttledNanos()).isEqualTo(3_000);
    }
    write("proc/self/cgroup", "1:name=x:/y\n0::/job/7\n");
    write("sys/fs/cgroup/job/7/cpu.stat", "throttled_usec 100\n");
    try (FitnessProbe probe = new FitnessProbe(now::get, root)) {
      write("sys/fs/cgroup/job/7/cpu.stat", "throttled_usec 101\n");
      assertThat(probe.read().throttledNanos()).isEqualTo(1_000);
    }
  }

  @Test
  void missingInstrumentsAreMinusOne() {
    try (FitnessProbe probe = new FitnessProbe(now::get, root)) {
      FitnessReading reading = probe.read();

      assertThat(reading.stealPercent()).isEqualTo(-1);
      assertThat(reading.throttledNanos()).isEqualTo(-1);
    }
  }

  @Test
  void garbledCountersAreMissingInstruments() throws IOException {
    write("proc/stat", "cpu  a b c d e f g h\n");
    write("sys/fs/cgroup/cpu.stat", "throttled_usec many\n");
    try (FitnessProbe probe = new FitnessProbe(now::get, root)) {
      assertThat(probe.read().stealPercent()).isEqualTo(-1);
      assertThat(probe.read().throttledNanos()).isEqualTo(-1);
    }
  }

  @Test
  void thisMachineHasDescriptorsAndTicks() {
    try (FitnessProbe probe = new FitnessProbe()) {
      FitnessReading reading = probe.read();

      assertThat(reading.descriptorsPercent()).isBetween(0, 100);
      assertThat(reading.tickGapNanosMax()).isGreaterThanOrEqualTo(0);
    }
  }
}
