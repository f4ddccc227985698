package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for secrets finds them. */
class LeaksTest {

  private static final String SECRET = "s3cret/of+this";

  @TempDir private Path folder;
  private Leaks leaks;

  @BeforeEach
  void write() throws Exception {
    Path source = folder.resolve("secret");
    Files.writeString(source, SECRET + "\n");
    leaks = Leaks.ofSecretIn(source);
  }

  private Path file(String name, byte[] content) throws Exception {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void findsItPlainEscapedAsCredentialsAndCompressed() throws Exception {
    String credentials = Base64.getEncoder().encodeToString(bytes("OPENVIDUAPP:" + SECRET));
    Path plain = file("a.log", bytes("with " + SECRET + " in it"));
    Path escaped = file("b.log", bytes("?secret=s3cret%2Fof%2Bthis"));
    Path header = file("c.log", bytes("Authorization: Basic " + credentials));
    Path compressed = file("d.zst", Zstd.compress(bytes("{\"x\":\"" + SECRET + "\"}")));
    file("e.log", bytes("nothing of it"));

    assertThat(leaks.below(folder)).containsExactlyInAnyOrder(plain, escaped, header, compressed);
    assertThat(leaks.filesRead()).isEqualTo(5);
  }

  @Test
  void theFileThatKeepsItMay() throws Exception {
    assertThat(leaks.below(folder)).isEmpty();
    assertThat(leaks.amongCommandLines()).isEmpty();
  }

  @Test
  void findsItAmongCommandLines() throws Exception {
    Process sleeper = new ProcessBuilder("sh", "-c", "sleep 20; : " + SECRET).start();
    try {
      assertThat(leaks.amongCommandLines()).hasSize(1).first().asString().contains(SECRET);
    } finally {
      sleeper.destroyForcibly().waitFor();
    }
  }
}
