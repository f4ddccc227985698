package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.process.ChildCommand;
import io.drillmaster.process.ChildProcess;
import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of a twin outlives the kill of its keeper, not even a frozen master. */
@Timeout(120)
class TwinOrphansIT {

  /** D14, and what a busy machine adds. */
  private static final Duration GONE_BOUND = Duration.ofSeconds(5).plusSeconds(3);

  @TempDir private Path folder;

  @Test
  void theGuardEndsEveryNodeAndTheStoreWhenTheKeeperIsKilled() throws Exception {
    List<String> argv =
        TwinTestMain.launch().argv(List.of("-Xmx128m"), List.of("keep", folder.toString()));
    try (ChildProcess keeper =
        ChildProcess.start(
            new ChildCommand("keeper", argv, Map.of(), folder.resolve("keeper.log")))) {
      keeper.awaitReady(Duration.ofSeconds(90));
      List<TwinNode> nodes = Twin.attach(folder).nodes();
      assertThat(nodes).hasSize(7);
      assertThat(Signals.system().send(nodes.get(6).process(), Signal.STOP)).isTrue();

      keeper.kill();

      assertThat(
              Pause.until(
                  () -> nodes.stream().allMatch(node -> node.process().find().isEmpty()),
                  Duration.ofMillis(50),
                  GONE_BOUND))
          .isTrue();
      assertThatThrownBy(() -> Twin.attach(folder))
          .isInstanceOf(TwinException.class)
          .hasMessageContaining("has no keeper any more");
    }
  }
}
