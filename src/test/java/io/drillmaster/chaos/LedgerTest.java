package io.drillmaster.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Selector;
import io.drillmaster.process.ProcessId;
import io.drillmaster.run.port.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final LedgerEntry.Opened OPENED =
      new LedgerEntry.Opened(
          "r1",
          "twin:/runs/r1/nodes",
          "",
          new ProcessId(4711, 1_700_000_000_000L),
          Instant.parse("2026-03-04T09:15:00Z"));
  private static final Intent FREEZE =
      new Intent(
          "freeze-1",
          FaultKind.FREEZE,
          Role.MASTER,
          "m2",
          "m2#5",
          new ProcessId(123, 1_700_000_000_500L),
          Undo.CONTINUE);
  private static final Intent CRASH =
      new Intent(
          "crash-1",
          FaultKind.CRASH,
          Role.MEDIA_NODE,
          "n1",
          "n1#1",
          new ProcessId(124, 1_700_000_000_600L),
          Undo.NOTHING);

  @TempDir Path run;

  @Test
  void writesALineOfJsonPerEntry() throws IOException {
    try (Ledger ledger = Ledger.begin(run, OPENED)) {
      ledger.append(new LedgerEntry.Intended(FREEZE));
      ledger.append(new LedgerEntry.Healed("freeze-1", "m2#5", "runs again"));
      assertThat(Files.readString(run.resolve("faults.ledger")))
          .isEqualTo(
              """
              {"type":"opened","run":"r1","target":"twin:/runs/r1/nodes","standing":"","pid":4711,\
              "startMillis":1700000000000,"since":"2026-03-04T09:15:00Z"}
              {"type":"intended","fault":"freeze-1","kind":"freeze","role":"master","node":"m2",\
              "incarnation":"m2#5","pid":123,"startMillis":1700000000500,"undo":"continue"}
              {"type":"healed","fault":"freeze-1","incarnation":"m2#5","how":"runs again"}
              """);
    }
  }

  @Test
  void commandsStandWordForWord() throws IOException {
    Intent intent =
        Intent.of(
            new Fault.Crash("crash-1", Role.MASTER, new Selector.One()),
            new Node("m2", Role.MASTER, "m2#1", 0, List.of("10.0.0.2:4443"), true),
            new NodeCommands(
                List.of("kill", "-9", "7"), List.of("start", "m 2"), List.of(), "10.0.0.2:4443"));
    try (Ledger ledger = Ledger.begin(run, OPENED)) {
      ledger.append(new LedgerEntry.Intended(intent));
    }
    assertThat(Ledger.unhealed(run)).containsExactly(intent);
    assertThat(Files.readString(run.resolve("faults.ledger")))
        .contains(
            "\"undo\":\"command\",\"address\":\"10.0.0.2:4443\","
                + "\"doing\":[\"kill\",\"-9\",\"7\"],\"undoing\":[\"start\",\"m 2\"],\"checking\":[]");
    assertThat(intent.words()).isEqualTo("crash-1 of m2");
  }

  @Test
  void tellsWhatIsNotHealedYetOldestFirst() {
    try (Ledger ledger = Ledger.begin(run, OPENED)) {
      ledger.append(new LedgerEntry.Intended(FREEZE));
      ledger.append(new LedgerEntry.Intended(CRASH));
      assertThat(ledger.unhealed()).containsExactly(FREEZE, CRASH);
      ledger.append(new LedgerEntry.Healed("freeze-1", "m2#5", "runs again"));
      assertThat(ledger.unhealed()).containsExactly(CRASH);
      assertThat(Ledger.unhealed(run)).containsExactly(CRASH);
      assertThat(ledger.opened()).contains(OPENED);
      assertThat(Ledger.owner(run)).contains(OPENED);
    }
  }

  @Test
  void leavesOutALineCutByACrashAndGoesOnBehindWhatIsWhole() throws IOException {
    try (Ledger ledger = Ledger.begin(run, OPENED)) {
      ledger.append(new LedgerEntry.Intended(FREEZE));
    }
    Path file = run.resolve(Ledger.FILE);
    Files.writeString(file, "{\"type\":\"inten", StandardOpenOption.APPEND);
    assertThat(Ledger.unhealed(run)).containsExactly(FREEZE);
    try (Ledger ledger = Ledger.resume(run)) {
      ledger.append(new LedgerEntry.Healed("freeze-1", "m2#5", "runs again"));
    }
    assertThat(Ledger.unhealed(run)).isEmpty();
    assertThat(Files.readAllLines(file)).hasSize(3);
  }

  @Test
  void saysWhichLineIsDamaged() throws IOException {
    Files.writeString(run.resolve(Ledger.FILE), "{\"type\":\"healed\",\"fault\":\"f\"}\n");
    assertThatThrownBy(() -> Ledger.unhealed(run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            run.resolve(Ledger.FILE)
                + ", line 1 is damaged ('incarnation' is missing); look at the processes of this"
                + " run yourself");
  }

  @Test
  void hasNothingUnhealedWithoutAFile() {
    assertThat(Ledger.unhealed(run)).isEmpty();
    assertThat(Ledger.isIn(run)).isFalse();
  }
}
