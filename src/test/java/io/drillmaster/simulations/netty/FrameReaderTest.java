package io.drillmaster.simulations.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrameReaderTest {
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
  private final List<String> read = new ArrayList<>();
  private final FrameReader.Sink sink =
      new FrameReader.Sink() {
        @Override
        public void text(String message) {
          read.add(message);
        }

        @Override
        public void ping(ByteBuf payload) {
          read.add("ping " + payload.toString(StandardCharsets.UTF_8));
        }

        @Override
        public void close(int code, String reason) {
          read.add("close " + code + " " + reason);
        }
      };

  /** A frame as a server sends it. */
  private static byte[] frame(boolean last, int opcode, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write((last ? Frames.FINAL : 0) | opcode);
    if (payload.length < Frames.LENGTH_16) {
      out.write(payload.length);
    } else if (payload.length <= 0xFFFF) {
      out.write(Frames.LENGTH_16);
      out.write(payload.length >>> 8);
      out.write(payload.length);
    } else {
      out.write(Frames.LENGTH_64);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) payload.length >>> shift));
      }
    }
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anythingIsReadHoweverItIsCutAndNothingLeaks() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      ByteArrayOutputStream wire = new ByteArrayOutputStream();
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String text = "é" + "x".repeat(random.nextInt(4) == 0 ? random.nextInt(70_000) : 100);
        byte[] bytes = utf8(text);
        int cut = random.nextBoolean() ? 0 : random.nextInt(bytes.length);
        if (cut > 0) {
          wire.writeBytes(frame(false, Frames.TEXT, Arrays.copyOf(bytes, cut)));
          wire.writeBytes(frame(true, Frames.PING, utf8("p" + i)));
          expected.add("ping p" + i);
          wire.writeBytes(
              frame(true, Frames.CONTINUATION, Arrays.copyOfRange(bytes, cut, bytes.length)));
        } else {
          wire.writeBytes(frame(true, Frames.TEXT, bytes));
        }
        expected.add(text);
      }
      read.clear();
      feed(wire.toByteArray(), random);

      assertThat(read).as("seed %d", seed).isEqualTo(expected);
    }
    assertThat(allocator.metric().usedHeapMemory()).as("bytes not given back").isZero();
  }

  private void feed(byte[] wire, Random random) {
    FrameReader reader = new FrameReader();
    int at = 0;
    while (at < wire.length) {
      int piece = Math.min(wire.length - at, 1 + random.nextInt(random.nextBoolean() ? 5 : 30_000));
      reader.read(Unpooled.wrappedBuffer(wire, at, piece), allocator, sink);
      at += piece;
    }
    reader.release();
  }

  @Test
  void aCloseFrameHasACodeOrStandsForNone() {
    new FrameReader()
        .read(Unpooled.wrappedBuffer(frame(true, Frames.CLOSE, new byte[0])), allocator, sink);
    new FrameReader()
        .read(
            Unpooled.wrappedBuffer(
                frame(true, Frames.CLOSE, new byte[] {3, (byte) 0xE8, 'o', 'k'})),
            allocator,
            sink);

    assertThat(read).containsExactly("close 1005 ", "close 1000 ok");
  }

  @Test
  void whatBreaksTheProtocolIsRefused() {
    assertThatThrownBy(() -> reads(0xC1, 0)).hasMessageContaining("extension");
    assertThatThrownBy(() -> reads(0x81, 0x80)).hasMessageContaining("masked");
    assertThatThrownBy(() -> reads(0x83, 0)).hasMessage("a frame with opcode 3");
    assertThatThrownBy(() -> reads(0x81, 127, 0, 0, 0, 0, 1, 0, 0, 0))
        .hasMessage("a frame of 16777216 bytes; at most 1048576");
    assertThatThrownBy(() -> reads(0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0))
        .isInstanceOf(FrameReader.Broken.class);
  }

  private void reads(int... bytes) {
    ByteBuf wire = Unpooled.buffer();
    for (int each : bytes) {
      wire.writeByte(each);
    }
    new FrameReader().read(wire, allocator, sink);
  }

  @Test
  void whatAClientMasksAServerUnmasks() {
    Random random = new Random(7);
    for (int length = 0; length < 200; length++) {
      byte[] plain = new byte[length];
      random.nextBytes(plain);
      byte[] masked = plain.clone();
      int mask = random.nextInt();
      Frames.mask(masked, mask);
      for (int i = 0; i < length; i++) {
        int key = (mask >>> (24 - 8 * (i % 4))) & 0xFF;
        assertThat((byte) (masked[i] ^ key)).isEqualTo(plain[i]);
      }
    }
  }
}
