package io.drillmaster.twin.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlbEntryTest {

  /** The harness reads this; see AlbLineTest. */
  @Test
  void isALineAsAwsWritesIt() {
    assertThat(
            new AlbEntry(
                    Instant.parse("2026-03-04T09:15:02.5Z"),
                    Instant.parse("2026-03-04T09:15:00.25Z"),
                    "b1",
                    "127.0.0.1:50001",
                    "127.1.2.11:4443",
                    1234,
                    5678,
                    AlbEntry.request("GET", "/openvidu"))
                .text())
        .isEqualTo(
            "ws 2026-03-04T09:15:02.500000Z app/b1/0 127.0.0.1:50001 127.1.2.11:4443 0.000 0.001"
                + " 0.000 101 101 1234 5678 \"GET http://twin:80/openvidu HTTP/1.1\" \"-\" - - -"
                + " \"-\" \"-\" \"-\" 0 2026-03-04T09:15:00.250000Z \"forward\" \"-\" \"-\""
                + " \"127.1.2.11:4443\" \"101\" \"-\" \"-\" -");
  }

  @Test
  void standsBesideTheBalancersEvidence() {
    assertThat(AlbEntry.fileBeside(Path.of("nodes/access.jsonl")))
        .isEqualTo(Path.of("nodes/alb-access.log"));
  }
}
