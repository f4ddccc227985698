package io.drillmaster.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Expected texts beside the tests, compared as a whole. */
final class Golden {

  private Golden() {}

  /** Fails with both texts when they differ; a changed text is copied from the message by hand. */
  static void compare(String file, String actual) {
    assertThat(actual).isEqualTo(text(file));
  }

  private static String text(String file) {
    try (InputStream in = Golden.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no golden file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
