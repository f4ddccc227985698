package io.drillmaster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardListTest {
  @TempDir Path folder;

  @Test
  void leavesOutALastLineThatACrashCutShort() throws IOException {
    Path file = Files.writeString(folder.resolve("guard.list"), "17 1700000000000 m1\n18 17000");
    assertThat(GuardList.read(file))
        .containsExactly(new GuardList.Entry("m1", new ProcessId(17, 1_700_000_000_000L)));
  }

  @Test
  void commandsStandAmongTheProcesses() throws IOException {
    Path file = folder.resolve("guard.list");
    ProcessId me = ProcessId.of(ProcessHandle.current());
    try (var channel = GuardList.open(file)) {
      GuardList.append(channel, List.of("iptables", "-X", "drill-1"));
      GuardList.append(channel, List.of("sh", "-c", "kill -CONT 7 # 100%20"));
      GuardList.append(channel, new GuardList.Entry("the harness", me));
    }
    assertThat(GuardList.read(file)).containsExactly(new GuardList.Entry("the harness", me));
    try (var channel = GuardList.openToRead(file)) {
      assertThat(GuardList.commands(channel))
          .containsExactly(
              List.of("iptables", "-X", "drill-1"), List.of("sh", "-c", "kill -CONT 7 # 100%20"));
    }
  }

  @Test
  void isEmptyWithoutAFile() {
    assertThat(GuardList.read(folder.resolve("none"))).isEmpty();
  }

  @Test
  void readsBackWhatWasAppendedAndTellsTheLiving() throws IOException {
    Path file = folder.resolve("guard.list");
    ProcessId me = ProcessId.of(ProcessHandle.current());
    try (var channel = GuardList.open(file)) {
      GuardList.append(channel, new GuardList.Entry("gone", new ProcessId(me.pid(), 5)));
      GuardList.append(channel, new GuardList.Entry("the harness", me));
    }
    assertThat(GuardList.read(file))
        .containsExactly(
            new GuardList.Entry("gone", new ProcessId(me.pid(), 5)),
            new GuardList.Entry("the harness", me));
    assertThat(GuardList.alive(file)).containsExactly(new GuardList.Entry("the harness", me));
  }
}
