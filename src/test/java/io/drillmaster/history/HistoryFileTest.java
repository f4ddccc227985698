package io.drillmaster.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.drillmaster.time.ClockAnchor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryFileTest {

  @TempDir Path folder;

  private void store(String writer, Header header, String... lines) throws IOException {
    String text = HeaderCodec.encode(header) + "\n" + String.join("\n", lines) + "\n";
    Path file = folder.resolve("history/" + writer + ".jsonl.zst");
    Files.createDirectories(file.getParent());
    Files.write(file, Zstd.compress(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String note(long at, String text) {
    return "{\"e\":\"note\",\"t\":%d,\"text\":\"%s\"}".formatted(at, text);
  }

  private static String tick(long at) {
    return "{\"e\":\"tick\",\"t\":%d}".formatted(at);
  }

  private List<String> texts(List<Damage> damages) {
    List<String> texts = new ArrayList<>();
    damages.addAll(
        HistoryFolder.open(folder)
            .read(
                recorded -> {
                  if (recorded.event() instanceof HarnessEvent.Note note) {
                    texts.add(recorded.writer() + recorded.index() + ":" + note.text());
                  }
                }));
    return texts;
  }

  @Test
  void aBadLineIsToldAndTheOthersAreRead() throws IOException {
    store(
        "a",
        Samples.header("a"),
        note(1, "one"),
        "{\"e\":\"note\",\"t\":",
        note(3, "three"),
        "{\"e\":\"from-later\",\"t\":4}",
        "{\"e\":\"at\",\"i\":4}",
        note(5, "five"),
        "{\"e\":\"footer\",\"i\":5}");
    List<Damage> damages = new ArrayList<>();

    assertThat(texts(damages)).containsExactly("a0:one", "a2:three", "a4:five");
    assertThat(damages)
        .extracting(Damage::kind)
        .containsExactly(Damage.Kind.BAD_LINE, Damage.Kind.BAD_LINE);
    assertThat(damages).extracting(Damage::index).containsExactly(1L, 3L);
    assertThat(damages.get(1).text())
        .isEqualTo("a line cannot be read: event type 'from-later' is not known to this version");
  }

  @Test
  void missingEventsAreAnIndexGap() throws IOException {
    store(
        "a",
        Samples.header("a"),
        note(1, "one"),
        "{\"e\":\"at\",\"i\":3}",
        note(4, "four"),
        "{\"e\":\"footer\",\"i\":4}");
    List<Damage> damages = new ArrayList<>();

    assertThat(texts(damages)).containsExactly("a0:one", "a3:four");
    assertThat(damages)
        .containsExactly(
            new Damage(
                "a",
                Damage.Kind.INDEX_GAP,
                1,
                "index gap: 3 events were written up to here, 1 were read"));
  }

  @Test
  void aFileWithoutFooterSaysThatItsWriterDied() throws IOException {
    store("a", Samples.header("a"), note(1, "one"));
    List<Damage> damages = new ArrayList<>();

    assertThat(texts(damages)).containsExactly("a0:one");
    assertThat(damages)
        .containsExactly(
            new Damage(
                "a",
                Damage.Kind.NO_FOOTER,
                1,
                "no footer: its writer died; what it saw after 1 events is missing"));
  }

  @Test
  void filesAreMergedByStampThenWriterThenIndex() throws IOException {
    store(
        "b",
        Samples.header("b"),
        note(10, "b-ten"),
        note(10, "b-ten-too"),
        note(30, "b-thirty"),
        "{\"e\":\"footer\",\"i\":3}");
    store(
        "a",
        Samples.header("a"),
        note(20, "a-twenty"),
        note(10, "a-ten"),
        tick(25),
        note(5, "late: counts as of the tick"),
        note(40, "a-forty"),
        "{\"e\":\"footer\",\"i\":5}");
    List<Damage> damages = new ArrayList<>();

    assertThat(texts(damages))
        .containsExactly(
            "a1:a-ten",
            "b0:b-ten",
            "b1:b-ten-too",
            "a0:a-twenty",
            "a3:late: counts as of the tick",
            "b2:b-thirty",
            "a4:a-forty");
    assertThat(damages).isEmpty();
  }

  @Test
  void stampsOfAnotherHostAreTranslatedAndSaidToBe() throws IOException {
    Header local = Samples.header("a");
    Header other =
        new Header(
            local.format(),
            local.run(),
            "b",
            local.tool(),
            local.target(),
            local.drillYaml(),
            local.seed(),
            local.limits(),
            "elsewhere",
            "boot-2",
            local.java(),
            new ClockAnchor(77, Instant.parse("2026-03-04T09:15:03.000000001Z")));
    store("a", local, note(500_000_000, "a"), "{\"e\":\"footer\",\"i\":1}");
    store("b", other, note(0, "b"), "{\"e\":\"footer\",\"i\":1}");
    List<Recorded> back = new ArrayList<>();
    HistoryFolder history = HistoryFolder.open(folder);

    history.read(back::add);

    assertThat(back)
        .containsExactly(
            new Recorded("a", 0, new HarnessEvent.Note(Samples.ORIGIN + 500_000_000L, "a")),
            new Recorded("b", 0, new HarnessEvent.Note(Samples.ORIGIN + 1_000_000_000L, "b")));
    assertThat(history.notes())
        .containsExactly(
            "stamps of b come from host elsewhere, those of a from host: compared through their"
                + " wall clocks, and only as good as these agree");
  }

  @Test
  void aFileThatIsNoHistoryLeavesTheOthersReadable() throws IOException {
    store("a", Samples.header("a"), note(1, "one"), "{\"e\":\"footer\",\"i\":1}");
    Files.writeString(folder.resolve("history/b.jsonl.zst"), "hello");
    List<Damage> damages = new ArrayList<>();

    assertThat(texts(damages)).containsExactly("a0:one");
    assertThat(damages).extracting(Damage::kind).containsExactly(Damage.Kind.NO_HEADER);
    assertThat(damages).extracting(Damage::writer).containsExactly("b");
  }

  @Test
  void aFolderWithoutHistoryIsRefused() {
    assertThatThrownBy(() -> HistoryFolder.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a run folder: it holds no history/*.jsonl.zst");
  }
}
