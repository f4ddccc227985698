package io.drillmaster.openvidu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdpTest {

  @Test
  void findsDistinctAddressesOfCandidatesAndConnectionLines() {
    String sdp =
        """
        v=0\r
        o=- 1 1 IN IP4 198.51.100.1\r
        c=IN IP4 192.0.2.1\r
        m=audio 9 UDP/TLS/RTP/SAVPF 111\r
        c=IN IP4 0.0.0.0\r
        a=rtcp:9 IN IP4 0.0.0.0\r
        a=candidate:1 1 UDP 2122252543 192.0.2.1 40001 typ host\r
        a=candidate:2 1 UDP 1685855999 203.0.113.9 40001 typ srflx raddr 192.0.2.1 rport 1\r
        a=candidate:3 1 UDP 1 10.0.0.9 40001 typ relay raddr 192.0.2.1 rport 1\r
        c=IN IP6 2001:db8::1""";
    assertThat(Sdp.addresses(sdp)).containsExactly("192.0.2.1", "203.0.113.9", "2001:db8::1");
  }

  @Test
  void findsNoneWhereCandidatesAreTrickled() {
    assertThat(Sdp.addresses(Sdp.OFFER)).isEmpty();
    assertThat(Sdp.addresses("")).isEmpty();
    assertThat(Sdp.addresses("c=IN IP4")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "candidate:1 1 UDP 2122252543 127.0.0.1 40001 typ host, 127.0.0.1",
    "candidate:1 1 UDP 1 203.0.113.9 4 typ srflx raddr 127.0.0.1 rport 4, 203.0.113.9",
    "candidate:1 1 UDP 1 203.0.113.9 4 typ relay raddr 127.0.0.1 rport 4,",
    "candidate:1 1 UDP 1 203.0.113.9 4 typ prflx,",
    "candidate:1 1 UDP 1 1f4712db-ea17-4bcf-a596-105139dfd8bf.local 4 typ host,",
    "candidate:1 1 UDP 1 0.0.0.0 4 typ host,",
    "candidate:1 1 UDP 1,",
    "'',",
  })
  void readsTheAddressOfACandidate(String candidate, @Nullable String address) {
    assertThat(Sdp.addressOf(candidate)).isEqualTo(address);
  }

  @Test
  void tricklesOwnCandidatesThatAreNoMediaNodes() {
    assertThat(Sdp.CANDIDATES.stream().map(Sdp::addressOf).toList())
        .isEqualTo(List.of("198.51.100.7", "203.0.113.7"));
  }
}
