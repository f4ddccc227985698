package io.drillmaster.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.Header;
import io.drillmaster.history.HistoryFolder;
import io.drillmaster.history.HistoryRecorder;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SocketEvent;
import io.drillmaster.time.ClockAnchor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access logs beside a literal history: three sockets of two hosts, two masters. */
class AccessLogImportTest {

  private static final Instant ZERO = Instant.parse("2026-03-04T09:15:00Z");
  private static final long ORIGIN = 1_000_000_000_000L;

  @TempDir Path folder;
  private RunFolder run = new RunFolder(Path.of(""));

  private static long nanos(double seconds) {
    return ORIGIN + Math.round(seconds * 1e9);
  }

  @BeforeEach
  void recordTheHistory() throws Exception {
    run = new RunFolder(folder.resolve("run"));
    write(
        "harness",
        List.of(
            seen(1, "m1", "127.1.2.11:4443"),
            seen(1, "m2", "127.1.2.12:4443"),
            new NodeEvent.EntryOf(
                nanos(9), NodeEvent.Source.BALANCER_LOG, "127.0.0.1:40003", "m2")));
    write(
        "worker-1",
        List.of(
            opened(5, 1, "127.0.0.1:40001"),
            opened(7, 2, "127.0.0.2:40002"),
            opened(9, 3, "127.0.0.1:40003"),
            opened(60, 4, "127.0.0.1:40001"),
            opened(61, 5, "127.0.0.2:40001")));
  }

  private void write(String writer, List<Event> events) {
    try (HistoryRecorder recorder =
        HistoryRecorder.open(run.path(), header(writer), () -> ORIGIN)) {
      events.forEach(recorder::record);
    }
  }

  private static Header header(String writer) {
    return new Header(
        Header.FORMAT,
        "run-1",
        writer,
        "1.0",
        "twin",
        "drill: literal",
        7,
        new Limits(
            Duration.ofSeconds(30),
            "as written",
            Duration.ofSeconds(16),
            ProtocolClocks.REAL,
            InfrastructureClocks.FAST,
            Duration.ofSeconds(3)),
        "host",
        "boot",
        "17",
        new ClockAnchor(ORIGIN, ZERO));
  }

  private static NodeEvent seen(double at, String node, String address) {
    return new NodeEvent.Seen(
        nanos(at), node, Role.MASTER, node + "#1", 1, List.of(address), "", "master_" + node);
  }

  private static SocketEvent opened(double at, long epoch, String local) {
    return new SocketEvent.Opened(
        nanos(at), epoch, "p" + epoch, "s1", epoch, local, "127.1.2.3:80", null, false);
  }

  /** A WebSocket that the balancer saw begin at that second and end half a minute later. */
  private static String line(double at, String client, String target) {
    return "ws %s app/lb/1 %s %s 0.0 0.0 0.0 101 101 1 2 \"GET http://x:80/ HTTP/1.1\" \"-\" - - - \"-\" \"-\" \"-\" 0 %s \"forward\""
        .formatted(
            ZERO.plusMillis(Math.round(at * 1000) + 30_000),
            client,
            target,
            ZERO.plusMillis(Math.round(at * 1000)));
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private List<Recorded> imported() {
    List<Recorded> all = new ArrayList<>();
    assertThat(HistoryFolder.open(run.path()).read(all::add)).isEmpty();
    return all.stream()
        .filter(each -> each.writer().equals(AccessLogImport.WRITER))
        .filter(each -> each.event() instanceof NodeEvent.EntryOf)
        .toList();
  }

  private static NodeEvent.EntryOf entry(double at, String local, String node) {
    return new NodeEvent.EntryOf(
        nanos(at), NodeEvent.Source.BALANCER_LOG, "", local, "127.1.2.3:80", node);
  }

  @Test
  void givesEachSocketItsEntryByPortAndTime() throws Exception {
    AccessLogImport.Found found =
        AccessLogImport.into(
            run,
            List.of(
                file(
                    "a.log",
                    line(4.9, "127.0.0.1:40001", "127.1.2.11:4443"),
                    line(7.1, "127.0.0.2:40002", "127.1.2.12:4443"))));
    assertThat(found.sentences())
        .containsExactly("access log: 2 WebSockets; the entry of 2 of 5 sockets is known by it");
    assertThat(found.bad()).isEmpty();
    assertThat(imported())
        .extracting(Recorded::event)
        .containsExactly(entry(5, "127.0.0.1:40001", "m1"), entry(7, "127.0.0.2:40002", "m2"));
  }

  @Test
  void readsPackedFilesWhateverTheirName() throws Exception {
    Path packed = folder.resolve("b.log");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(
          (line(5, "127.0.0.1:40001", "127.1.2.11:4443") + "\n").getBytes(StandardCharsets.UTF_8));
    }
    AccessLogImport.into(run, List.of(packed));
    assertThat(imported()).hasSize(1);
  }

  @Test
  void namesBadLinesAndCountsWhatFitsNothing() throws Exception {
    Path log =
        file(
            "c.log",
            "nonsense",
            line(5, "127.0.0.1:40001", "127.1.2.11:4443"),
            "",
            line(5, "127.0.0.1:50000", "127.1.2.11:4443"),
            line(30, "127.0.0.1:40001", "127.1.2.11:4443"),
            line(7, "127.0.0.2:40002", "10.9.9.9:1"),
            line(7, "127.0.0.2:40002", "127.1.2.12:4443").replace("ws ", "https "));
    AccessLogImport.Found found = AccessLogImport.into(run, List.of(log));
    assertThat(found.sentences())
        .containsExactly(
            "access log: 4 WebSockets; the entry of 1 of 5 sockets is known by it",
            "access log: 2 lines whose client port no socket of this run had then",
            "access log: 1 lines whose target is no master of this run: not used",
            "access log: 1 bad lines: not used");
    assertThat(found.bad()).containsExactly(log + ":1: has 1 fields, an entry has at least 22");
  }

  @Test
  void whatFitsTwoSocketsFitsNone() throws Exception {
    AccessLogImport.Found found =
        AccessLogImport.into(
            run,
            List.of(
                file(
                    "d.log",
                    line(60.5, "203.0.113.9:40001", "127.1.2.11:4443"),
                    line(60.5, "127.0.0.2:40001", "127.1.2.12:4443"))));
    assertThat(found.sentences())
        .contains("access log: 1 lines that fit several sockets: not used");
    assertThat(imported())
        .extracting(Recorded::event)
        .containsExactly(entry(61, "127.0.0.2:40001", "m2"));
  }

  @Test
  void anAddressTranslationThatKeepsPortsIsSeenThrough() throws Exception {
    AccessLogImport.Found found =
        AccessLogImport.into(
            run,
            List.of(
                file(
                    "e.log",
                    line(5, "203.0.113.9:40001", "127.1.2.11:4443"),
                    line(9, "203.0.113.9:40003", "127.1.2.12:4443"),
                    line(60, "198.51.100.1:40003", "127.1.2.12:4443"),
                    line(7, "203.0.113.10:40002", "127.1.2.11:9999"))));
    assertThat(found.sentences())
        .containsExactly(
            "access log: 4 WebSockets; the entry of 2 of 5 sockets is known by it",
            "access log: 1 sockets whose entry was told before, the same",
            "access log: 1 lines whose client port no socket of this run had then");
    assertThat(imported())
        .extracting(Recorded::event)
        .containsExactly(entry(5, "127.0.0.1:40001", "m1"), entry(7, "127.0.0.2:40002", "m1"));
  }

  @Test
  void whatWasToldStands() throws Exception {
    AccessLogImport.Found found =
        AccessLogImport.into(
            run,
            List.of(
                file(
                    "f.log",
                    line(9, "127.0.0.1:40003", "127.1.2.11:4443"),
                    line(5, "127.0.0.1:40001", "127.1.2.11:4443"),
                    line(5, "127.0.0.1:40001", "127.1.2.12:4443"))));
    assertThat(found.sentences())
        .containsExactly(
            "access log: 3 WebSockets; the entry of 0 of 5 sockets is known by it",
            "access log: 2 sockets of which it contradicts what is known: not used");
    assertThat(run.history(AccessLogImport.WRITER)).doesNotExist();
  }

  @Test
  void aLaterImportTakesThePlaceOfAnEarlierOneAndNothingElseChanges() throws Exception {
    byte[] recorded = Files.readAllBytes(run.history("worker-1"));
    AccessLogImport.into(
        run, List.of(file("g.log", line(5, "127.0.0.1:40001", "127.1.2.11:4443"))));
    AccessLogImport.into(
        run, List.of(file("h.log", line(5, "127.0.0.1:40001", "127.1.2.12:4443"))));
    assertThat(imported())
        .extracting(Recorded::event)
        .containsExactly(entry(5, "127.0.0.1:40001", "m2"));
    assertThat(Files.readAllBytes(run.history("worker-1"))).isEqualTo(recorded);
    try (var files = Files.list(run.path())) {
      assertThat(files.map(path -> path.getFileName().toString())).containsExactly("history");
    }
  }

  @Test
  void refusesFilesThatTellNothing() throws Exception {
    Path none = file("i.log", line(5, "1.2.3.4:5", "1.2.3.4:6").replace("ws ", "http "), "x");
    assertThatThrownBy(() -> AccessLogImport.into(run, List.of(none)))
        .hasMessage(
            "no WebSocket in the access log: 1 other entries, 1 bad lines, the first "
                + none
                + ":2: has 1 fields, an entry has at least 22; give the files that cover the run, to"
                + " their end");
    assertThatThrownBy(() -> AccessLogImport.into(run, List.of(folder.resolve("absent"))))
        .hasMessageEndingWith("absent is not there; name an access log file");
  }
}
