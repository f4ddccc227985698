package io.drillmaster.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.accuracy.PcapFile.Segment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Captures written down byte by byte. */
class PcapFileTest {

  /** Nanoseconds, little endian, link type Ethernet. */
  private static final String HEADER =
      "4d3cb2a1" + "0200" + "0400" + "00000000" + "00000000" + "00000400" + "01000000";

  private static final String ETHERNET = "000000000000" + "000000000000" + "0800";

  /** 40 bytes of headers and 2 of data, from 127.7.0.1:4443 to 127.0.0.1:50000. */
  private static final String IP = "4500002a" + "00000000" + "40060000" + "7f070001" + "7f000001";

  private static List<Segment> read(String hex) throws IOException {
    List<Segment> segments = new ArrayList<>();
    PcapFile.read(new ByteArrayInputStream(HexFormat.of().parseHex(hex)), segments::add);
    return segments;
  }

  /** Ports 4443 and 50000, 20 bytes of header, these flags. */
  private static String tcp(String flags) {
    return "115bc350" + "00000001" + "00000002" + "50" + flags + "0200" + "00000000";
  }

  private static String packet(String seconds, String fraction, String bytes) {
    String length = HexFormat.of().toHexDigits((byte) (bytes.length() / 2)) + "000000";
    return seconds + fraction + length + length + bytes;
  }

  @Test
  void readsWhoSentWhatToWhomAndWhen() throws Exception {
    List<Segment> read =
        read(HEADER + packet("02000000", "07000000", ETHERNET + IP + tcp("18") + "6869"));

    assertThat(read).hasSize(1);
    Segment segment = read.get(0);
    assertThat(segment.wallNanos()).isEqualTo(2_000_000_007L);
    assertThat(segment.from()).isEqualTo("127.7.0.1:4443");
    assertThat(segment.to()).isEqualTo("127.0.0.1:50000");
    assertThat(segment.payload()).isEqualTo("hi");
    assertThat(segment.isFin()).isFalse();
    assertThat(segment.isRst()).isFalse();
  }

  @Test
  void tellsFinFromRst() throws Exception {
    String fin = packet("02000000", "00000000", ETHERNET + IP + tcp("11") + "0000");
    String rst = packet("02000000", "00000000", ETHERNET + IP + tcp("14") + "0000");

    List<Segment> read = read(HEADER + fin + rst);

    assertThat(read).extracting(Segment::isFin).containsExactly(true, false);
    assertThat(read).extracting(Segment::isRst).containsExactly(false, true);
  }

  @Test
  void readsMicrosecondsToo() throws Exception {
    String micros = HEADER.replace("4d3cb2a1", "d4c3b2a1");

    List<Segment> read =
        read(micros + packet("02000000", "07000000", ETHERNET + IP + tcp("18") + "6869"));

    assertThat(read).extracting(Segment::wallNanos).containsExactly(2_000_007_000L);
  }

  @Test
  void padsAreNoPayload() throws Exception {
    String padded = ETHERNET + IP + tcp("18") + "6869" + "0000000000";

    List<Segment> read = read(HEADER + packet("02000000", "00000000", padded));

    assertThat(read.get(0).payload()).isEqualTo("hi");
  }

  @Test
  void passesOverWhatIsNotTcp() throws Exception {
    String udp = IP.replace("4006", "4011");
    String arp = ETHERNET.replace("0800", "0806");

    assertThat(
            read(
                HEADER
                    + packet("02000000", "00000000", ETHERNET + udp + tcp("18") + "6869")
                    + packet("02000000", "00000000", arp + IP + tcp("18") + "6869")))
        .isEmpty();
  }

  @Test
  void aFileThatIsCutIsReadUpToThere() throws Exception {
    String whole = packet("02000000", "07000000", ETHERNET + IP + tcp("18") + "6869");
    byte[] bytes = HexFormat.of().parseHex(HEADER + whole + whole);
    List<Segment> segments = new ArrayList<>();

    PcapFile.read(new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length - 1)), segments::add);

    assertThat(segments).hasSize(1);
  }

  @Test
  void whatIsNoCaptureOfLoopbackIsRefused() {
    assertThatThrownBy(() -> read("00".repeat(24)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a capture file");
    assertThatThrownBy(() -> read(HEADER.substring(0, 40) + "71000000"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("link type 113");
  }
}
