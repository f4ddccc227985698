package io.drillmaster.history;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Events as compact JSON lines: {@code {"e":"recv","t":1234,"w":"p-1",...}}. Stamps are written
 * relative to an origin (the file's anchor), further stamps of the same event as the distance back
 * from {@code t}; defaults are left out. Immutable and thread-safe.
 */
public final class EventCodec {

  /** One line of a file, decoded. */
  sealed interface Line {}

  /** An event. */
  record EventLine(Event event) implements Line {}

  /** States the index of the event that follows, so that a gap is seen. */
  record Checkpoint(long index) implements Line {}

  /**
   * The closing line.
   *
   * @param count events in the file
   * @param failure why the recorder gave up; empty = it was closed
   */
  record Footer(long count, String failure) implements Line {}

  static final JsonFactory JSON =
      JsonFactory.builder()
          .rootValueSeparator((String) null)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private static final SerializedString TYPE = new SerializedString("e");
  private static final SerializedString INDEX = new SerializedString("i");
  private static final SerializedString FAILURE = new SerializedString("why");
  private static final String FOOTER = "footer";
  private static final String CHECKPOINT = "at";

  /** Stable type tags; never change one, only add. */
  static final Map<Class<? extends Event>, String> TAGS = tags();

  private static final Map<Class<? extends Event>, Shape> BY_CLASS = new HashMap<>();
  private static final Map<String, Shape> BY_TAG = new HashMap<>();

  /** One event type: its tag and its fields. */
  private record Shape(SerializedString tag, RecordCodec<? extends Event> fields) {}

  static {
    TAGS.forEach(
        (type, tag) -> {
          Shape shape = new Shape(new SerializedString(tag), RecordCodec.of(type, Keys::of));
          BY_CLASS.put(type, shape);
          BY_TAG.put(tag, shape);
        });
  }

  private static Map<Class<? extends Event>, String> tags() {
    Map<Class<? extends Event>, String> tags = new LinkedHashMap<>();
    tags.put(OperationEvent.Invoked.class, "invoke");
    tags.put(OperationEvent.Completed.class, "done");
    tags.put(SocketEvent.Opened.class, "open");
    tags.put(SocketEvent.Closed.class, "close");
    tags.put(MemberEvent.Intends.class, "intend");
    tags.put(MemberEvent.Joined.class, "joined");
    tags.put(MemberEvent.Reconnected.class, "reconnected");
    tags.put(MemberEvent.LifeTold.class, "life");
    tags.put(MemberEvent.Told.class, "told");
    tags.put(MemberEvent.Noticed.class, "notice");
    tags.put(SignalEvent.Sent.class, "sent");
    tags.put(SignalEvent.Received.class, "recv");
    tags.put(MediaEvent.Addresses.class, "media");
    tags.put(ProbeEvent.SessionsRead.class, "sessions");
    tags.put(ProbeEvent.MediaNodesRead.class, "media-nodes");
    tags.put(ProbeEvent.HealthRead.class, "health");
    tags.put(ProbeEvent.ReadFailed.class, "read-failed");
    tags.put(ProbeEvent.Webhook.class, "webhook");
    tags.put(NodeEvent.Seen.class, "node");
    tags.put(NodeEvent.Gone.class, "gone");
    tags.put(NodeEvent.Rotation.class, "rotation");
    tags.put(NodeEvent.EntryOf.class, "entry");
    tags.put(NodeEvent.Owns.class, "owns");
    tags.put(NodeEvent.Unreached.class, "unreached");
    tags.put(NodeEvent.StoreRead.class, "store");
    tags.put(FaultEvent.Injecting.class, "injecting");
    tags.put(FaultEvent.Injected.class, "injected");
    tags.put(FaultEvent.EffectSeen.class, "effect");
    tags.put(FaultEvent.SignatureSeen.class, "signature");
    tags.put(FaultEvent.Failed.class, "fault-failed");
    tags.put(FaultEvent.Healed.class, "healed");
    tags.put(HarnessEvent.Tick.class, "tick");
    tags.put(HarnessEvent.PhaseBegan.class, "phase");
    tags.put(HarnessEvent.Fitness.class, "fitness");
    tags.put(HarnessEvent.ProcessDied.class, "died");
    tags.put(HarnessEvent.Note.class, "note");
    tags.put(HarnessEvent.Marked.class, "mark");
    return tags;
  }

  private final long origin;

  /**
   * A codec for one file.
   *
   * @param originNanos the stamp that stamps are written relative to, of {@link Header#anchor}
   */
  public EventCodec(long originNanos) {
    this.origin = originNanos;
  }

  /** An event as one line of JSON, without the line's end. */
  public String encode(Event event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = generator(bytes)) {
      write(out, event);
    }
    return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /**
   * The event of one line of JSON.
   *
   * @throws IllegalArgumentException when it is no event of this version
   */
  public Event decode(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    if (readLine(bytes, 0, bytes.length) instanceof EventLine event) {
      return event.event();
    }
    throw new IllegalArgumentException("the line is not an event but a file's footer");
  }

  /** A generator over a stream, to be flushed by its user; closing it leaves the stream open. */
  static JsonGenerator generator(OutputStream target) {
    return JSON.createGenerator(ObjectWriteContext.empty(), target);
  }

  /** Writes one line. */
  void write(JsonGenerator out, Event event) {
    Shape shape = BY_CLASS.get(event.getClass());
    if (shape == null) {
      throw new IllegalArgumentException("no type tag for " + event.getClass());
    }
    out.writeStartObject();
    out.writeName(TYPE);
    out.writeString(shape.tag());
    shape.fields().writeFields(out, event, origin);
    out.writeEndObject();
    out.writeRaw('\n');
  }

  static void writeCheckpoint(JsonGenerator out, long index) {
    writeCount(out, CHECKPOINT, index, "");
  }

  static void writeFooter(JsonGenerator out, Footer footer) {
    writeCount(out, FOOTER, footer.count(), footer.failure());
  }

  private static void writeCount(JsonGenerator out, String tag, long count, String failure) {
    out.writeStartObject();
    out.writeName(TYPE);
    out.writeString(tag);
    out.writeName(INDEX);
    out.writeNumber(count);
    if (!failure.isEmpty()) {
      out.writeName(FAILURE);
      out.writeString(failure);
    }
    out.writeEndObject();
    out.writeRaw('\n');
  }

  /**
   * Reads one line.
   *
   * @throws IllegalArgumentException when it is not a line of this format
   */
  Line readLine(byte[] bytes, int offset, int length) {
    try (JsonParser in = parser(bytes, offset, length)) {
      Line line = readNext(in);
      if (line == null || in.nextToken() != null) {
        throw new IllegalArgumentException("not one JSON object on the line");
      }
      return line;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  static JsonParser parser(byte[] bytes, int offset, int length) {
    return JSON.createParser(ObjectReadContext.empty(), bytes, offset, length);
  }

  /**
   * Reads the next of several lines; null at the end.
   *
   * @throws IllegalArgumentException when it is not a line of this format
   * @throws JacksonException when it is not JSON
   */
  @Nullable Line readNext(JsonParser in) {
    JsonToken token = in.nextToken();
    if (token == null) {
      return null;
    }
    if (token != JsonToken.START_OBJECT || !in.nextName(TYPE)) {
      throw new IllegalArgumentException("the line does not begin with {\"e\":");
    }
    String tag = in.nextStringValue();
    if (FOOTER.equals(tag)) {
      return footer(in);
    } else if (CHECKPOINT.equals(tag)) {
      return new Checkpoint(footer(in).count());
    }
    Shape shape = BY_TAG.get(tag);
    if (shape == null) {
      throw new IllegalArgumentException("event type '" + tag + "' is not known to this version");
    }
    return new EventLine(shape.fields().readFields(in, origin));
  }

  private static Footer footer(JsonParser in) {
    long count = -1;
    String failure = "";
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      in.nextToken();
      if (name.equals(INDEX.getValue())) {
        count = in.getLongValue();
      } else if (name.equals(FAILURE.getValue())) {
        failure = in.getString();
      } else {
        in.skipChildren();
      }
    }
    return new Footer(count, failure);
  }
}
