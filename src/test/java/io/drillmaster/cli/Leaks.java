package io.drillmaster.cli;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a secret in whatever form it could be written: plain, escaped, or as credentials. */
final class Leaks {

  private final Path source;
  private final List<String> forms;
  private long filesRead;

  private Leaks(Path source, String secret) {
    this.source = source;
    this.forms =
        List.of(
            secret,
            URLEncoder.encode(secret, StandardCharsets.UTF_8),
            base64("OPENVIDUAPP:" + secret),
            base64(secret));
  }

  /** For the secret that a file holds; that file itself may. */
  static Leaks ofSecretIn(Path source) throws IOException {
    return new Leaks(source, Files.readString(source).strip());
  }

  private static String base64(String text) {
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The files below a folder that give it away, whatever they are compressed with. */
  List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.equals(source))
          .filter(file -> isIn(read(file)))
          .toList();
    }
  }

  /** How many files were read so far. */
  long filesRead() {
    return filesRead;
  }

  /** The command lines of this machine's processes that give it away. */
  List<String> amongCommandLines() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(this::isIn)
        .toList();
  }

  private boolean isIn(String text) {
    return forms.stream().anyMatch(text::contains);
  }

  private String read(Path file) {
    filesRead++;
    try (InputStream raw = Files.newInputStream(file);
        InputStream in =
            file.toString().endsWith(".zst") ? new ZstdInputStream(raw).setContinuous(true) : raw) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
