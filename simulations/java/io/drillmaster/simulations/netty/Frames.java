package io.drillmaster.simulations.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Frames as a client sends them: whole, and masked (RFC 6455, section 5). One buffer and one copy
 * per frame.
 */
final class Frames {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  static final int FINAL = 0x80;
  static final int MASKED = 0x80;

  /** Length codes that announce a longer field. */
  static final int LENGTH_16 = 126;

  static final int LENGTH_64 = 127;

  private static final int HEADER_MAX = 14;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Frames() {}

  static ByteBuf text(ByteBufAllocator allocator, String text) {
    return frame(allocator, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  static ByteBuf close(ByteBufAllocator allocator, int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    byte[] payload = new byte[2 + text.length];
    payload[0] = (byte) (code >>> 8);
    payload[1] = (byte) code;
    System.arraycopy(text, 0, payload, 2, text.length);
    return frame(allocator, CLOSE, payload);
  }

  /** The answer to a close frame without a code. */
  static ByteBuf close(ByteBufAllocator allocator) {
    return frame(allocator, CLOSE, new byte[0]);
  }

  static ByteBuf pong(ByteBufAllocator allocator, ByteBuf pingPayload) {
    byte[] payload = new byte[pingPayload.readableBytes()];
    pingPayload.getBytes(pingPayload.readerIndex(), payload);
    return frame(allocator, PONG, payload);
  }

  /** A whole frame; the payload is masked in place. */
  private static ByteBuf frame(ByteBufAllocator allocator, int opcode, byte[] payload) {
    int mask = ThreadLocalRandom.current().nextInt();
    ByteBuf out = allocator.ioBuffer(HEADER_MAX + payload.length);
    out.writeByte(FINAL | opcode);
    if (payload.length < LENGTH_16) {
      out.writeByte(MASKED | payload.length);
    } else if (payload.length <= 0xFFFF) {
      out.writeByte(MASKED | LENGTH_16).writeShort(payload.length);
    } else {
      out.writeByte(MASKED | LENGTH_64).writeLong(payload.length);
    }
    out.writeInt(mask);
    mask(payload, mask);
    return out.writeBytes(payload);
  }

  /** Masking and unmasking (section 5.3), eight bytes at a time. */
  static void mask(byte[] payload, int mask) {
    long twice = ((long) mask << Integer.SIZE) | (mask & 0xFFFFFFFFL);
    int i = 0;
    for (; i <= payload.length - Long.BYTES; i += Long.BYTES) {
      LONGS.set(payload, i, (long) LONGS.get(payload, i) ^ twice);
    }
    for (; i < payload.length; i++) {
      payload[i] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
    }
  }
}
