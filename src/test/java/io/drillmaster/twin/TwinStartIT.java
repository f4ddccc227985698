package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.process.ProcessId;
import io.drillmaster.time.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A twin comes up within its budget and leaves nothing behind. */
@Timeout(90)
class TwinStartIT {

  @TempDir private Path folder;

  @Test
  void comesUpWithinItsBudgetAndLeavesNothingBehind() throws Exception {
    long before = Ticker.system().nanos();
    List<TwinNode> nodes;
    try (Twin twin = Twin.start(TestTwins.spec(folder), TwinTestMain.launch(), TwinWatch.NONE)) {
      System.err.println("twin up in ms: " + (Ticker.system().nanos() - before) / 1_000_000);
      nodes = twin.nodes();
      assertThat(twin.isWhole()).isTrue();
      assertThat(nodes)
          .extracting(TwinNode::name)
          .contains("m1", "m2", "m3", "n1", "n2", "b1", "store");
      Twin attached = Twin.attach(folder);
      assertThat(attached.nodes()).isEqualTo(nodes);
      assertThat(attached.secret()).isEqualTo(twin.secret());
      assertThat(attached.baseUrl()).isEqualTo(twin.baseUrl());
    }

    assertThat(nodes).extracting(TwinNode::process).allSatisfy(this::isGone);
    assertThat(Files.exists(folder.resolve("twin.json"))).isFalse();
    assertThat(Files.exists(folder.resolve("secret"))).isFalse();
  }

  private void isGone(ProcessId process) {
    assertThat(process.find()).isEmpty();
  }
}
