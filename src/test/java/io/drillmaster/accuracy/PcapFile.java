package io.drillmaster.accuracy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A capture file as tcpdump writes it, read segment by segment: TCP over IPv4 over Ethernet, which
 * is what Linux shows of its loopback interface; anything else in it is passed over. Source: [1] G.
 * Harris, M. Richardson, PCAP Capture File Format, IETF draft draft-ietf-opsawg-pcap.
 */
final class PcapFile {

  /** Link type of a capture with Ethernet headers. */
  private static final int ETHERNET = 1;

  private static final int MICROSECONDS = 0xA1B2C3D4;
  private static final int NANOSECONDS = 0xA1B23C4D;
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int ETHERNET_HEADER = 14;
  private static final int IPV4 = 0x0800;
  private static final int TCP = 6;
  private static final int FIN = 0x01;
  private static final int RST = 0x04;

  /** A captured packet is not longer than this; a longer one is a damaged file. */
  private static final int LONGEST = 1 << 20;

  private final DataInputStream in;
  private final Map<Long, String> names = new HashMap<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private long nanosPerUnit = 1;

  private PcapFile(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * One TCP segment.
   *
   * @param wallNanos the capture's stamp, nanoseconds of the epoch
   * @param from ip:port
   * @param to ip:port
   * @param isFin whether it ends the connection in its direction
   * @param isRst whether it resets the connection
   * @param payload as much of it as was captured, a character for each byte
   */
  record Segment(
      long wallNanos, String from, String to, boolean isFin, boolean isRst, String payload) {}

  /**
   * Reads a file; one that is cut, because its writer was killed, is read up to there.
   *
   * @throws IOException when it is no capture file, or one of another kind of link
   */
  static void read(Path file, Consumer<Segment> to) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      read(in, to);
    }
  }

  static void read(InputStream in, Consumer<Segment> to) throws IOException {
    PcapFile file = new PcapFile(in);
    file.header();
    try {
      while (true) {
        file.record(to);
      }
    } catch (EOFException end) {
      // the end, or a record that was being written
    }
  }

  private ByteBuffer bytes(int count) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(order);
  }

  private void header() throws IOException {
    ByteBuffer header = bytes(FILE_HEADER);
    int magic = header.getInt(0);
    if (magic != MICROSECONDS && magic != NANOSECONDS) {
      order = ByteOrder.BIG_ENDIAN;
      magic = header.order(order).getInt(0);
    }
    if (magic != MICROSECONDS && magic != NANOSECONDS) {
      throw new IOException("not a capture file: it begins with %08x".formatted(magic));
    }
    nanosPerUnit = magic == NANOSECONDS ? 1 : 1_000;
    int link = header.getInt(20);
    if (link != ETHERNET) {
      throw new IOException("link type %d is not known; capture with -i lo".formatted(link));
    }
  }

  private void record(Consumer<Segment> to) throws IOException {
    ByteBuffer header = bytes(RECORD_HEADER);
    long seconds = Integer.toUnsignedLong(header.getInt(0));
    long fraction = Integer.toUnsignedLong(header.getInt(4));
    int length = header.getInt(8);
    if (length < 0 || length > LONGEST) {
      throw new IOException("a packet of %d bytes is not possible".formatted(length));
    }
    ByteBuffer packet = bytes(length).order(ByteOrder.BIG_ENDIAN);
    segment(seconds * 1_000_000_000L + fraction * nanosPerUnit, packet, to);
  }

  private void segment(long wallNanos, ByteBuffer packet, Consumer<Segment> to) {
    int ip = ETHERNET_HEADER;
    if (packet.limit() < ip + 20 || packet.getShort(12) != IPV4 || packet.get(ip + 9) != TCP) {
      return;
    }
    int tcp = ip + 4 * (packet.get(ip) & 0x0F);
    if (packet.limit() < tcp + 20) {
      return;
    }
    int data = tcp + 4 * ((packet.get(tcp + 12) & 0xF0) >> 4);
    int total = Short.toUnsignedInt(packet.getShort(ip + 2));
    int end = total == 0 ? packet.limit() : Math.min(packet.limit(), ip + total);
    byte[] payload = new byte[Math.max(0, end - data)];
    packet.get(data > packet.limit() ? packet.limit() : data, payload);
    int flags = packet.get(tcp + 13);
    to.accept(
        new Segment(
            wallNanos,
            name(packet.getInt(ip + 12), Short.toUnsignedInt(packet.getShort(tcp))),
            name(packet.getInt(ip + 16), Short.toUnsignedInt(packet.getShort(tcp + 2))),
            (flags & FIN) != 0,
            (flags & RST) != 0,
            new String(payload, StandardCharsets.ISO_8859_1)));
  }

  private String name(int address, int port) {
    return names.computeIfAbsent(
        (Integer.toUnsignedLong(address) << 16) | port,
        key ->
            "%d.%d.%d.%d:%d"
                .formatted(
                    address >>> 24,
                    (address >>> 16) & 0xFF,
                    (address >>> 8) & 0xFF,
                    address & 0xFF,
                    port));
  }
}
