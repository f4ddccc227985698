package io.drillmaster.history;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The first line of a history file, {@code {"header":{...}}}, with the components' full names as
 * keys. Also how a run tells its worker processes what header to write.
 */
public final class HeaderCodec {

  private static final RecordCodec<Header> FIELDS =
      RecordCodec.of(Header.class, Function.identity());
  private static final String HEADER = "header";

  private HeaderCodec() {}

  /** The header as one line of JSON, without the line's end. */
  public static String encode(Header header) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator out = EventCodec.generator(bytes)) {
      out.writeStartObject();
      out.writeName(HEADER);
      out.writeStartObject();
      FIELDS.writeFields(out, header, 0);
      out.writeEndObject();
      out.writeEndObject();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * The header of a line of JSON.
   *
   * @throws IllegalArgumentException when it is none, or of a later format
   */
  public static Header decode(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try (JsonParser in = EventCodec.parser(bytes, 0, bytes.length)) {
      if (in.nextToken() != JsonToken.START_OBJECT
          || !HEADER.equals(in.nextName())
          || in.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("the first line is not the header of a history");
      }
      Header header = FIELDS.readFields(in, 0);
      if (header.format() != Header.FORMAT) {
        throw new IllegalArgumentException(
            "history format %d cannot be read; this version reads format %d"
                .formatted(header.format(), Header.FORMAT));
      }
      return header;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the header is damaged: " + e.getOriginalMessage(), e);
    }
  }
}
