package io.drillmaster.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.time.Pause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Launch LAUNCH = TestLaunch.of(Program.class);

  @TempDir Path folder;

  /** Stands for the program: its hidden command `guard`, and a harness with two children. */
  static final class Program {
    public static void main(String[] args) throws Exception {
      List<String> rest = List.of(args).subList(1, args.length);
      if (args[0].equals(Guard.COMMAND)) {
        System.exit(GuardMain.run(rest, System.in, System.out));
      }
      harness(Path.of(args[1]));
    }

    private static void harness(Path folder) throws InterruptedException {
      Guard guard = Guard.start(LAUNCH, folder.resolve("guard.list"), folder.resolve("guard.log"));
      for (String name : List.of("m1", "store")) {
        ChildProcess child = sleeper(name, folder);
        guard.watch(name, child.id());
      }
      ProcessId frozen = GuardList.read(folder.resolve("guard.list")).get(0).process();
      Signals.system().send(frozen, Signal.STOP);
      System.out.println("READY");
      Pause.of(Duration.ofMinutes(1));
    }
  }

  private static ChildProcess sleeper(String name, Path folder) {
    return ChildProcess.start(
        new ChildCommand(
            name, List.of("/bin/sleep", "60"), Map.of(), folder.resolve(name + ".log")));
  }

  @Test
  void leavesNoOrphanWhenTheHarnessIsKilledNotEvenAStoppedOne() throws Exception {
    Path list = folder.resolve("guard.list");
    List<String> argv = LAUNCH.argv(List.of(), List.of("harness", folder.toString()));
    try (ChildProcess harness =
        ChildProcess.start(
            new ChildCommand("harness", argv, Map.of(), folder.resolve("harness.log")))) {
      harness.awaitReady(SOON);
      assertThat(names(GuardList.alive(list))).containsExactlyInAnyOrder("m1", "store");
      harness.kill();
      assertThat(
              Pause.until(
                  () -> GuardList.alive(list).isEmpty(),
                  Duration.ofMillis(50),
                  Duration.ofSeconds(5)))
          .as("alive after 5 s: %s", GuardList.alive(list))
          .isTrue();
    }
  }

  @Test
  void killsThemEvenWhenTheListIsDeletedWithTheRunsFolder() throws Exception {
    Path list = folder.resolve("guard.list");
    List<String> argv = LAUNCH.argv(List.of(), List.of("harness", folder.toString()));
    try (ChildProcess harness =
        ChildProcess.start(
            new ChildCommand("harness", argv, Map.of(), folder.resolve("harness.log")))) {
      harness.awaitReady(SOON);
      List<GuardList.Entry> listed = GuardList.read(list);
      assertThat(listed).hasSize(2);
      Files.delete(list);
      harness.kill();
      assertThat(
              Pause.until(
                  () -> listed.stream().allMatch(each -> each.process().find().isEmpty()),
                  Duration.ofMillis(50),
                  Duration.ofSeconds(5)))
          .isTrue();
    }
  }

  private static Set<String> names(List<GuardList.Entry> entries) {
    return entries.stream().map(GuardList.Entry::name).collect(Collectors.toSet());
  }

  @Test
  void killsNobodyWhenReleased() throws Exception {
    Path list = folder.resolve("guard.list");
    try (ChildProcess child = sleeper("m1", folder)) {
      Guard guard = Guard.start(LAUNCH, list, folder.resolve("guard.log"));
      ProcessId id = guard.id();
      guard.watch("m1", child.id());
      guard.close();
      guard.close();
      assertThat(id.find()).isEmpty();
      assertThat(child.isAlive()).isTrue();
    }
  }
}
