package io.drillmaster.twin.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Connectivity checks are answered as RFC 8489 has it, and nothing else is. */
class StunAnswerTest {

  /** The sample request of RFC 5769, section 2.1. */
  private static final String SAMPLE =
      "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e2074657374"
          + "20636c69656e74002400046e0001ff80290008932ff9b151263b360006000965"
          + "76746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1"
          + "b571a280280004e57a3bcf";

  private static final String SAMPLE_PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";
  private static final int SAMPLE_INTEGRITY_AT = 76;
  private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.1", 32853);

  @Test
  void signsAsTheSampleOfTheStandard() {
    byte[] sample = HexFormat.of().parseHex(SAMPLE);

    assertThat(StunAnswer.signature(sample, SAMPLE_INTEGRITY_AT, SAMPLE_PASSWORD))
        .isEqualTo(Arrays.copyOfRange(sample, SAMPLE_INTEGRITY_AT + 4, SAMPLE_INTEGRITY_AT + 24));
  }

  @Test
  void answersACheckWithTheAddressItCameFrom() {
    IceCredentials ours = IceCredentials.ofEndpoint(7);
    byte[] answer =
        StunAnswer.to(request(ours.fragment() + ":peer", ours.password()), CLIENT).orElseThrow();

    // The address of the standard's sample response, by the same cookie.
    assertThat(HexFormat.of().formatHex(answer, 0, 32))
        .isEqualTo("0101002c2112a442b7e7a701bc34d686fa87dfae002000080001a147e112a643");
    assertThat(HexFormat.of().formatHex(answer, 32, 36)).isEqualTo("00080014");
    assertThat(Arrays.copyOfRange(answer, 36, 56))
        .isEqualTo(StunAnswer.signature(answer, 32, ours.password()));
    CRC32 crc = new CRC32();
    crc.update(answer, 0, 56);
    assertThat(ByteBuffer.wrap(answer, 56, 8).getLong())
        .isEqualTo(0x8028_0004_0000_0000L | (crc.getValue() ^ 0x5354554eL));
    assertThat(answer).hasSize(64);
  }

  @Test
  void saysNothingToOneWhoDoesNotKnowThePassword() {
    IceCredentials ours = IceCredentials.ofEndpoint(7);
    IceCredentials other = IceCredentials.ofEndpoint(8);

    assertThat(StunAnswer.to(request(ours.fragment() + ":peer", other.password()), CLIENT))
        .isEmpty();
    assertThat(StunAnswer.to(HexFormat.of().parseHex(SAMPLE), CLIENT)).isEmpty();
  }

  @Test
  void saysNothingToWhatIsNoRequest() {
    IceCredentials ours = IceCredentials.ofEndpoint(7);
    byte[] request = request(ours.fragment() + ":peer", ours.password());
    for (int length = 0; length < request.length; length++) {
      assertThat(StunAnswer.to(Arrays.copyOf(request, length), CLIENT)).isEmpty();
    }
    byte[] answer = StunAnswer.to(request, CLIENT).orElseThrow();
    assertThat(StunAnswer.to(answer, CLIENT)).isEmpty();
    assertThat(
            StunAnswer.to("media, not STUN: twenty bytes".getBytes(StandardCharsets.UTF_8), CLIENT))
        .isEmpty();
  }

  private static byte[] request(String username, String password) {
    byte[] name = username.getBytes(StandardCharsets.UTF_8);
    int padded = (name.length + 3) & ~3;
    ByteBuffer request = ByteBuffer.allocate(20 + 4 + padded + 24);
    request.putShort((short) 1).putShort((short) (4 + padded + 24));
    request.put(HexFormat.of().parseHex("2112a442b7e7a701bc34d686fa87dfae"));
    request.putShort((short) 6).putShort((short) name.length).put(name);
    request.position(24 + padded);
    byte[] signature = StunAnswer.signature(request.array(), request.position(), password);
    request.putShort((short) 8).putShort((short) 20).put(signature);
    return request.array();
  }
}
