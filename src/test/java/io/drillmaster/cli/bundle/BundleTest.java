package io.drillmaster.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle says of every file whether it is what it was. */
class BundleTest {

  private static final Manifest HEAD =
      new Manifest(
          "1.0",
          Instant.parse("2026-03-04T11:00:00Z"),
          "ann",
          "arn:aws:sts::123456789012:assumed-role/drills/ann",
          "failover",
          "r1",
          "twin",
          "pass",
          "every required check passed",
          "CHG0042",
          "a41f09c2",
          List.of(),
          List.of());

  /** Of the three letters abc. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;
  private Path run;
  private Path bundle;

  @BeforeEach
  void write() throws IOException {
    run = Files.createDirectories(folder.resolve("run"));
    Files.createDirectories(run.resolve("nodes"));
    Files.writeString(run.resolve("verdict.json"), "abc");
    Files.writeString(run.resolve("nodes").resolve("m1.log"), "abc");
    bundle = folder.resolve("bundle.zip");
  }

  private Manifest bundled(String... leftOut) throws IOException {
    return Bundle.write(
        run,
        HEAD,
        List.of(leftOut).stream()
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
            .toList(),
        bundle);
  }

  private Bundle.Found read() throws IOException {
    return Bundle.read(bundle, Files.createTempDirectory(folder, "into"));
  }

  private void tamper(String name, String text) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(bundle, Map.of())) {
      if (text.isEmpty()) {
        Files.delete(zip.getPath(name));
      } else {
        Files.writeString(zip.getPath(name), text);
      }
    }
  }

  @Test
  void whatWasPackedIsFoundAsItWas() throws IOException {
    Manifest manifest = bundled("nodes/**");

    assertThat(manifest.files()).containsExactly(new Manifest.Entry("verdict.json", 3, ABC));
    assertThat(manifest.leftOut()).containsExactly(new Manifest.Entry("nodes/m1.log", 3, ABC));
    assertThat(read()).isEqualTo(new Bundle.Found(manifest, List.of()));
  }

  @Test
  void aFileThatChangedWentOrCameIsTold() throws IOException {
    bundled();
    tamper("verdict.json", "abd");
    assertThat(read().differences())
        .singleElement()
        .asString()
        .startsWith("verdict.json is not what it was: 3 bytes with SHA-256 ")
        .endsWith(", the manifest says 3 with " + ABC);

    bundled();
    tamper("nodes/m1.log", "");
    assertThat(read().differences()).containsExactly("nodes/m1.log is missing");

    bundled();
    tamper("extra.txt", "more");
    assertThat(read().differences()).containsExactly("extra.txt is not in the manifest");
  }

  @Test
  void nothingIsUnpackedOutsideOfTheFolder() throws IOException {
    bundled();
    String manifest =
        ManifestFile.text(HEAD.with(List.of(new Manifest.Entry("../x", 3, ABC)), List.of()));
    Files.delete(bundle);
    try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(bundle))) {
      for (Map.Entry<String, String> each :
          Map.of("manifest.json", manifest, "../x", "abc").entrySet()) {
        zip.putNextEntry(new java.util.zip.ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    assertThat(read().differences()).containsExactly("../x is no file of a run");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void whatIsNoBundleIsTold() throws IOException {
    Files.writeString(bundle, "no zip");
    assertThatThrownBy(this::read).hasMessageContaining("is no bundle, or damaged (");

    bundled();
    tamper("manifest.json", "{}x");
    assertThatThrownBy(this::read).hasMessageStartingWith("manifest.json is damaged (");

    bundled();
    tamper("manifest.json", "");
    assertThatThrownBy(this::read).hasMessageContaining("it was not made by: drillmaster bundle");
  }
}
