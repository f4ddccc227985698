package io.drillmaster.twin.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.process.ProcessId;
import io.drillmaster.twin.TwinClocks;
import io.drillmaster.twin.TwinException;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinFileTest {

  @TempDir private Path folder;

  private static TwinFile.Content content(ProcessId keeper) {
    TwinNode node =
        new TwinNode(
            "n1",
            TwinRole.MEDIA_NODE,
            "n1#ab",
            "media_i-1",
            new ProcessId(11, 22),
            Map.of("media", "127.1.2.121:8888"),
            "192.0.2.1",
            Path.of("nodes/n1.log"),
            TwinNode.State.LOST,
            77);
    return new TwinFile.Content(
        keeper,
        URI.create("http://127.1.2.1:4443"),
        TwinClocks.FAST.withProtocolDivisor(3),
        false,
        List.of(node));
  }

  @Test
  void readsBackWhatItWroteForTheOwnerOnly() throws Exception {
    TwinFile.Content content = content(new ProcessId(1, 2));

    TwinFile.write(folder, content);
    TwinFile.writeSecret(folder, "s3cret");

    assertThat(TwinFile.read(folder)).isEqualTo(content);
    assertThat(TwinFile.readSecret(folder)).isEqualTo("s3cret");
    for (String name : List.of("twin.json", "secret")) {
      assertThat(Files.getPosixFilePermissions(folder.resolve(name)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(Files.readString(folder.resolve("twin.json"))).doesNotContain("s3cret");
  }

  @Test
  void saysHowToStartATwinWhenThereIsNone() {
    assertThatThrownBy(() -> AttachedTwin.to(folder))
        .isInstanceOf(TwinException.class)
        .hasMessageContaining("no twin stands in")
        .hasMessageContaining("twin up");
  }

  @Test
  void refusesATwinWhoseKeeperHasEnded() {
    TwinFile.write(folder, content(new ProcessId(Long.MAX_VALUE, 1)));
    TwinFile.writeSecret(folder, "s3cret");

    assertThatThrownBy(() -> AttachedTwin.to(folder))
        .isInstanceOf(TwinException.class)
        .hasMessageContaining("has no keeper any more");
  }

  @Test
  void refusesAFileThatIsNoTwin() throws Exception {
    Files.writeString(folder.resolve("twin.json"), "{}");

    assertThatThrownBy(() -> AttachedTwin.to(folder))
        .isInstanceOf(TwinException.class)
        .hasMessageContaining("is no description of a twin");
  }

  @Test
  void marksAreSeenByWhoeverLooksIntoTheFolder() {
    TwinFile.write(folder, content(ProcessId.of(ProcessHandle.current())));
    TwinFile.writeSecret(folder, "s3cret");
    AttachedTwin twin = AttachedTwin.to(folder);

    twin.protect("m1#1");
    twin.protect("m1#1");
    assertThat(Marks.of(folder).has("m1#1")).isTrue();
    twin.release("m1#1");
    twin.release("m1#1");
    assertThat(Marks.of(folder).has("m1#1")).isFalse();
  }
}
