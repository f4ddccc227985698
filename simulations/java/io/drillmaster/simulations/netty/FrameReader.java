package io.drillmaster.simulations.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of a server out of the bytes of one socket: whole texts, whatever their
 * fragments (Tomcat cuts texts above 8 KB), and control frames between them (RFC 6455, section 5).
 * A frame that lies whole in one read is decoded where it lies. Confined to the socket's event
 * loop.
 */
final class FrameReader {
  /** The largest message accepted: a joinRoom answer of a room of 50 has about 60 KB. */
  static final int MESSAGE_BYTES_MAX = 1024 * 1024;

  /** Stands for a close frame without a code (section 7.1.5). */
  static final int NO_STATUS = 1005;

  private static final int OPCODE = 0x0F;
  private static final int RESERVED = 0x70;
  private static final int LENGTH = 0x7F;

  /** What was read. */
  interface Sink {
    void text(String message);

    /** The payload is readable during the call only. */
    void ping(ByteBuf payload);

    void close(int code, String reason);
  }

  /** The other side does not keep to the protocol. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  private @Nullable ByteBuf rest;
  private @Nullable ByteBuf fragments;

  /**
   * Reads all whole frames; keeps what is left for the next call. Releases nothing of the caller's.
   *
   * @throws Broken when the other side breaks the protocol
   */
  void read(ByteBuf bytes, ByteBufAllocator allocator, Sink sink) {
    ByteBuf kept = rest;
    if (kept == null) {
      frames(bytes, allocator, sink);
      if (bytes.isReadable()) {
        rest = allocator.buffer(bytes.readableBytes()).writeBytes(bytes);
      }
      return;
    }
    kept.writeBytes(bytes);
    frames(kept, allocator, sink);
    if (kept.isReadable()) {
      kept.discardSomeReadBytes();
    } else {
      rest = null;
      kept.release();
    }
  }

  private void frames(ByteBuf bytes, ByteBufAllocator allocator, Sink sink) {
    boolean more = true;
    while (more) {
      more = frame(bytes, allocator, sink);
    }
  }

  /** One frame, if it is whole. */
  private boolean frame(ByteBuf bytes, ByteBufAllocator allocator, Sink sink) {
    int at = bytes.readerIndex();
    int readable = bytes.readableBytes();
    if (readable < 2) {
      return false;
    }
    int first = bytes.getUnsignedByte(at);
    int second = bytes.getUnsignedByte(at + 1);
    int code = second & LENGTH;
    int header = code == Frames.LENGTH_64 ? 10 : code == Frames.LENGTH_16 ? 4 : 2;
    if (readable < header) {
      return false;
    }
    long length =
        switch (header) {
          case 10 -> bytes.getLong(at + 2);
          case 4 -> bytes.getUnsignedShort(at + 2);
          default -> code;
        };
    if ((first & RESERVED) != 0 || (second & Frames.MASKED) != 0) {
      throw new Broken("a frame is masked, or uses an extension that was not offered");
    }
    if (length < 0 || length > MESSAGE_BYTES_MAX) {
      throw new Broken("a frame of " + length + " bytes; at most " + MESSAGE_BYTES_MAX);
    }
    if (readable < header + length) {
      return false;
    }
    ByteBuf payload = bytes.slice(at + header, (int) length);
    bytes.readerIndex(at + header + (int) length);
    take(first, payload, allocator, sink);
    return true;
  }

  private void take(int first, ByteBuf payload, ByteBufAllocator allocator, Sink sink) {
    boolean last = (first & Frames.FINAL) != 0;
    switch (first & OPCODE) {
      case Frames.TEXT, Frames.CONTINUATION -> text(last, payload, allocator, sink);
      case Frames.PING -> sink.ping(payload);
      case Frames.PONG -> {
        // nobody asked
      }
      case Frames.CLOSE -> {
        int code = payload.readableBytes() < 2 ? NO_STATUS : payload.readUnsignedShort();
        sink.close(code, payload.toString(StandardCharsets.UTF_8));
      }
      default -> throw new Broken("a frame with opcode " + (first & OPCODE));
    }
  }

  private void text(boolean last, ByteBuf payload, ByteBufAllocator allocator, Sink sink) {
    ByteBuf whole = fragments;
    if (last && whole == null) {
      sink.text(payload.toString(StandardCharsets.UTF_8));
      return;
    }
    if (whole == null) {
      whole = allocator.buffer(payload.readableBytes());
      fragments = whole;
    }
    if (whole.readableBytes() + payload.readableBytes() > MESSAGE_BYTES_MAX) {
      throw new Broken("a message of more than " + MESSAGE_BYTES_MAX + " bytes");
    }
    whole.writeBytes(payload);
    if (last) {
      fragments = null;
      String message = whole.toString(StandardCharsets.UTF_8);
      whole.release();
      sink.text(message);
    }
  }

  /** Gives back what it holds; nothing may be read any more. */
  void release() {
    if (rest != null) {
      rest.release();
      rest = null;
    }
    if (fragments != null) {
      fragments.release();
      fragments = null;
    }
  }
}
