package io.drillmaster.twin.media;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Answers to the connectivity checks of an ICE agent (STUN binding requests; RFC 8489 sections 5
 * and 14, RFC 8445 section 7.3): all that a browser needs to find its peer connection alive. A
 * request that is malformed, or not signed with the password of the endpoint it names, gets none.
 */
final class StunAnswer {

  private static final int REQUEST = 0x0001;
  private static final int SUCCESS = 0x0101;
  private static final int COOKIE = 0x2112A442;
  private static final int HEADER_BYTES = 20;
  private static final int TRANSACTION_AT = 4;
  private static final int TRANSACTION_END = 20;

  private static final int USERNAME = 0x0006;
  private static final int INTEGRITY = 0x0008;
  private static final int MAPPED_ADDRESS = 0x0020;
  private static final int FINGERPRINT = 0x8028;
  private static final int FINGERPRINT_MASK = 0x5354554e;
  private static final int INTEGRITY_BYTES = 20;
  private static final int ATTRIBUTE_HEADER_BYTES = 4;
  private static final int FINGERPRINT_BYTES = 4;
  private static final int IPV4 = 0x01;
  private static final int ANSWER_BYTES_MAX = 128;

  private StunAnswer() {}

  /** The answer to a datagram from there; empty when it deserves none. */
  static Optional<byte[]> to(byte[] datagram, InetSocketAddress from) {
    ByteBuffer request = ByteBuffer.wrap(datagram);
    boolean isRequest =
        datagram.length >= HEADER_BYTES
            && request.getShort(0) == REQUEST
            && request.getInt(TRANSACTION_AT) == COOKIE
            && request.getShort(2) == datagram.length - HEADER_BYTES
            && from.getAddress().getAddress().length == Integer.BYTES;
    if (!isRequest) {
      return Optional.empty();
    }
    String username = null;
    int at = HEADER_BYTES;
    while (at + ATTRIBUTE_HEADER_BYTES <= datagram.length) {
      int type = Short.toUnsignedInt(request.getShort(at));
      int length = Short.toUnsignedInt(request.getShort(at + 2));
      int value = at + ATTRIBUTE_HEADER_BYTES;
      if (value + length > datagram.length) {
        return Optional.empty();
      }
      if (type == USERNAME) {
        username = new String(datagram, value, length, StandardCharsets.UTF_8);
      } else if (type == INTEGRITY && length == INTEGRITY_BYTES && username != null) {
        String password = IceCredentials.ofFragment(ours(username)).password();
        byte[] signed = signature(datagram, at, password);
        byte[] given = Arrays.copyOfRange(datagram, value, value + length);
        return MessageDigest.isEqual(signed, given)
            ? Optional.of(success(datagram, from, password))
            : Optional.empty();
      }
      at = value + padded(length);
    }
    return Optional.empty();
  }

  /** A check names the one who answers before the colon, the one who asks after it. */
  private static String ours(String username) {
    int colon = username.indexOf(':');
    return colon < 0 ? username : username.substring(0, colon);
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }

  private static byte[] success(byte[] request, InetSocketAddress from, String password) {
    ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES_MAX);
    answer.putShort((short) SUCCESS).putShort((short) 0);
    answer.put(request, TRANSACTION_AT, TRANSACTION_END - TRANSACTION_AT);
    answer.putShort((short) MAPPED_ADDRESS).putShort((short) 8);
    answer.put((byte) 0).put((byte) IPV4);
    answer.putShort((short) (from.getPort() ^ (COOKIE >>> 16)));
    answer.putInt(ByteBuffer.wrap(from.getAddress().getAddress()).getInt() ^ COOKIE);
    byte[] signature = signature(answer.array(), answer.position(), password);
    answer.putShort((short) INTEGRITY).putShort((short) INTEGRITY_BYTES).put(signature);
    int length = answer.position() - HEADER_BYTES + ATTRIBUTE_HEADER_BYTES + FINGERPRINT_BYTES;
    answer.putShort(2, (short) length);
    CRC32 crc = new CRC32();
    crc.update(answer.array(), 0, answer.position());
    answer.putShort((short) FINGERPRINT).putShort((short) FINGERPRINT_BYTES);
    answer.putInt((int) crc.getValue() ^ FINGERPRINT_MASK);
    return Arrays.copyOf(answer.array(), answer.position());
  }

  /** The signature that stands at this place: its length counts in the header, nothing after it. */
  static byte[] signature(byte[] message, int at, String password) {
    byte[] signed = Arrays.copyOf(message, at);
    int length = at - HEADER_BYTES + ATTRIBUTE_HEADER_BYTES + INTEGRITY_BYTES;
    ByteBuffer.wrap(signed).putShort(2, (short) length);
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return mac.doFinal(signed);
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HmacSHA1", absent);
    }
  }
}
