package io.drillmaster.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.Role;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.process.ProcessId;
import io.drillmaster.twin.TwinKey;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.balancer.AccessLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
  private static final NodeEvent.Seen M1_SEEN =
      new NodeEvent.Seen(
          5,
          "m1",
          Role.MASTER,
          "m1#1",
          101,
          List.of("127.1.2.11:4443", "127.1.2.11:5443"),
          "",
          "id-m1");

  private static FakeTwin twin() {
    FakeTwin twin = new FakeTwin(new ArrayList<>());
    twin.add(
        "m1",
        TwinRole.MASTER,
        new ProcessId(101, 7),
        1,
        "m1#1",
        Map.of(TwinNode.SERVER, "127.1.2.11:5443", TwinNode.ENTRY, "127.1.2.11:4443"));
    return twin;
  }

  @Test
  void seesEachIncarnationOnceAndItsEndOnce() {
    FakeTwin twin = twin();
    Evidence evidence = new Evidence();
    assertThat(evidence.ofNodes(twin.nodes(), 5, node -> false, Map.of())).containsExactly(M1_SEEN);
    assertThat(evidence.ofNodes(twin.nodes(), 6, node -> false, Map.of())).isEmpty();
    twin.mark("m1#1", TwinNode.State.LOST);
    assertThat(evidence.ofNodes(twin.nodes(), 7, node -> false, Map.of()))
        .as("a lost one may still be there")
        .isEmpty();
    twin.mark("m1#1", TwinNode.State.GONE);
    assertThat(
            evidence.ofNodes(
                twin.nodes(),
                8,
                node -> node.incarnation().equals("m1#1"),
                Map.of("m1#1", "SIGKILL")))
        .containsExactly(new NodeEvent.Gone(8, "m1", Role.MASTER, "m1#1", true, "SIGKILL"));
    assertThat(
            evidence.ofNodes(twin.nodes(), 9, node -> node.incarnation().equals("m1#1"), Map.of()))
        .isEmpty();
  }

  @Test
  void tellsAnEndThatNobodyAskedFor() {
    FakeTwin twin = twin();
    twin.mark("m1#1", TwinNode.State.GONE);
    assertThat(new Evidence().ofNodes(twin.nodes(), 5, node -> false, Map.of()))
        .containsExactly(
            M1_SEEN, new NodeEvent.Gone(5, "m1", Role.MASTER, "m1#1", false, "process ended"));
  }

  private static AccessLine line(AccessLine.Kind kind, String client, String detail) {
    return new AccessLine(kind, 77, 70, "b1", client, "127.1.2.1:4443", "m1", "m1#1", detail);
  }

  @Test
  void makesEntriesAndRotationOfTheBalancersLines() {
    assertThat(Evidence.ofLine(line(AccessLine.Kind.UPGRADE, "127.0.0.1:40000", ""), 70))
        .contains(
            new NodeEvent.EntryOf(
                77,
                NodeEvent.Source.BALANCER_LOG,
                "b1",
                "127.0.0.1:40000",
                "127.1.2.1:4443",
                "m1"));
    assertThat(Evidence.ofLine(line(AccessLine.Kind.HEALTHY, "", "2 good"), 70))
        .contains(new NodeEvent.Rotation(77, "b1", "m1", true, "2 good"));
    assertThat(Evidence.ofLine(line(AccessLine.Kind.UNHEALTHY, "", "timed out"), 70))
        .contains(new NodeEvent.Rotation(77, "b1", "m1", false, "timed out"));
    assertThat(Evidence.ofLine(line(AccessLine.Kind.REMOVED, "", ""), 70))
        .contains(new NodeEvent.Rotation(77, "b1", "m1", false, "removed"));
    assertThat(Evidence.ofLine(line(AccessLine.Kind.UNREACHED, "127.0.0.1:40000", "502"), 70))
        .contains(
            new NodeEvent.Unreached(
                77, 70, NodeEvent.Source.BALANCER_LOG, "b1", "127.0.0.1:40000", "m1", "m1#1", 502));
    assertThat(Evidence.ofLine(line(AccessLine.Kind.ADDED, "", ""), 70)).isEmpty();
  }

  @Test
  void tellsTheKeysOfTheStoreByFamily() {
    assertThat(
            Evidence.ofStore(
                List.of(
                    new TwinKey("ov:epoch", false),
                    new TwinKey("ov:life:a", true),
                    new TwinKey("ov:life:b", false),
                    new TwinKey("ov:media:node:n1", false),
                    new TwinKey("ov:media:nodes", false)),
                9))
        .isEqualTo(
            new NodeEvent.StoreRead(
                9,
                List.of(
                    new NodeEvent.StoreKeys("ov:epoch", 1, 0, List.of("ov:epoch")),
                    new NodeEvent.StoreKeys("ov:life", 2, 1, List.of("ov:life:a", "ov:life:b")),
                    new NodeEvent.StoreKeys("ov:media", 1, 0, List.of("ov:media:nodes")),
                    new NodeEvent.StoreKeys("ov:media:node", 1, 0, List.of("ov:media:node:n1")))));
  }

  @Test
  void leavesOutSocketsFromBeforeTheRunButNotTheRotation() {
    assertThat(Evidence.ofLine(line(AccessLine.Kind.UPGRADE, "127.0.0.1:40000", ""), 78)).isEmpty();
    assertThat(Evidence.ofLine(line(AccessLine.Kind.HEALTHY, "", "2 good"), 78)).isPresent();
  }

  @Test
  void followsAGrowingFileLineByLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("access.jsonl");
    try (LineTail tail = new LineTail(file)) {
      assertThat(tail.lines()).isEmpty();
      Files.writeString(file, "one\ntw");
      assertThat(tail.lines()).containsExactly("one");
      Files.writeString(file, "o\n" + "x".repeat(70_000) + "\n", StandardOpenOption.APPEND);
      assertThat(tail.lines()).containsExactly("two", "x".repeat(70_000));
      assertThat(tail.lines()).isEmpty();
    }
  }
}
