package io.drillmaster.cli.approval;

import io.drillmaster.report.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plan as JSON: its id, the {@link Approval} that it asks for, and what a reader wants to know.
 * The id is made of the approval, so that whoever changes it changes the id.
 */
public final class ApprovalFile {
  private static final int ID_BYTES = 4;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** What the file says; {@code plan} is for readers, and not read again. */
  private record Content(String id, Approval approval, Plan plan) {}

  /** What is read of it. */
  private record Head(String id, Approval approval) {}

  private ApprovalFile() {}

  /** The first digits of the hash of the bounds. */
  public static String id(Approval approval) {
    return sha256(JSON.writeValueAsString(approval)).substring(0, 2 * ID_BYTES);
  }

  /** SHA-256 of a text in UTF-8, 64 hexadecimal digits. */
  public static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The whole file, ended by a line feed. */
  public static String text(Approval approval, Plan plan) {
    return JSON.writeValueAsString(new Content(id(approval), approval, plan)) + "\n";
  }

  /**
   * Reads the approval.
   *
   * @throws IllegalArgumentException when it is none, or was changed since; the message says what
   *     and the cure
   */
  public static Approval read(Path file) {
    Head head;
    try {
      head = JSON.readValue(Files.readString(file), Head.class);
    } catch (IOException missing) {
      throw new IllegalArgumentException(
          "--approved: %s cannot be read; make it with: ./drillmaster plan DRILL --out %s"
              .formatted(file, file),
          missing);
    } catch (JacksonException garbled) {
      throw new IllegalArgumentException(
          "--approved: %s is no plan (%s); make it with: ./drillmaster plan DRILL --out %s"
              .formatted(file, garbled.getOriginalMessage(), file),
          garbled);
    }
    if (!id(head.approval()).equals(head.id())) {
      throw new IllegalArgumentException(
          "--approved: %s was changed since it was made: it is called %s, its bounds are those of %s; make a plan anew and have it approved"
              .formatted(file, head.id(), id(head.approval())));
    }
    return head.approval();
  }
}
