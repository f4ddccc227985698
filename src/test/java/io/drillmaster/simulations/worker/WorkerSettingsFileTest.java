package io.drillmaster.simulations.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.Load;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Reach;
import io.drillmaster.simulations.Orders;
import io.drillmaster.time.ClockAnchor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkerSettingsFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "127.0.0.3")
  void whatIsWrittenIsRead(@Nullable String source) {
    WorkerSettings settings =
        new WorkerSettings(
            2,
            3,
            new Fronts(
                List.of(URI.create("http://127.1.2.1:4443"), URI.create("http://127.1.2.3:4443"))),
            new Reach("127.1.2.9:8443", "/ca.pem", true),
            source,
            new Load(
                "Conference",
                250,
                4,
                Duration.ofSeconds(10),
                Duration.ofMillis(2500),
                false,
                3,
                new ClientPolicy(
                    "jitter",
                    0.25,
                    Duration.ofSeconds(8),
                    false,
                    true,
                    Duration.ofMillis(150),
                    Duration.ofSeconds(20))),
            Orders.header(new ClockAnchor(5, Instant.parse("2026-01-02T03:04:05Z"))));
    Path file = folder.resolve("workers").resolve("worker-2.json");

    WorkerSettingsFile.write(file, settings);

    assertThat(WorkerSettingsFile.read(file)).isEqualTo(settings);
    assertThat(settings.name()).isEqualTo("worker-2");
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("worker-1.json"), "{\"index\":1}");

    assertThatThrownBy(() -> WorkerSettingsFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("worker-1.json are damaged");
  }
}
