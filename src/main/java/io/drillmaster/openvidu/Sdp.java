package io.drillmaster.openvidu;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Session descriptions: the one offer and the one answer all participants send, and the reading of
 * media addresses from what servers send.
 */
public final class Sdp {

  /** Media that nobody sends: one audio and one video section, candidates trickled. */
  static final String OFFER = description("actpass");

  /** The answer where the server offers. */
  static final String ANSWER = description("active");

  /** Own candidates, from the range for documentation (RFC 5737), so that none is a media node. */
  static final List<String> CANDIDATES =
      List.of(
          "candidate:1 1 udp 2113937151 198.51.100.7 50001 typ host generation 0",
          "candidate:2 1 udp 1677729535 203.0.113.7 50001 typ srflx raddr 198.51.100.7"
              + " rport 50001 generation 0");

  /** Where the address begins in a connection line, after {@code c=IN IP4}. */
  private static final int CONNECTION_ADDRESS = "c=IN IP4 ".length();

  private static final int ADDRESS = 4;
  private static final int TYPE = 7;

  private Sdp() {}

  private static String description(String setup) {
    String transport =
        "c=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\na=ice-ufrag:AbCd\r\n"
            + "a=ice-pwd:0123456789abcdef01234567\r\na=ice-options:trickle\r\n"
            + "a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"
            + "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\n"
            + "a=setup:"
            + setup
            + "\r\na=sendrecv\r\na=rtcp-mux\r\n";
    return "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
        + "a=group:BUNDLE 0 1\r\na=msid-semantic: WMS s1\r\n"
        + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
        + transport
        + "a=mid:0\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n"
        + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n"
        + transport
        + "a=mid:1\r\na=rtpmap:96 VP8/90000\r\n";
  }

  /**
   * Distinct addresses that may name the media node: of host and server-reflexive candidates and of
   * connection lines, without ports. Relay candidates, mDNS names and unspecified addresses are
   * left out (checks.md 2.6).
   */
  public static List<String> addresses(String sdp) {
    List<String> found = new ArrayList<>(2);
    int from = 0;
    while (from < sdp.length()) {
      int end = sdp.indexOf('\n', from);
      int stop = end < 0 ? sdp.length() : end;
      String address = null;
      if (sdp.startsWith("a=candidate:", from)) {
        address = addressOf(sdp.substring(from + 2, stop));
      } else if (sdp.startsWith("c=IN IP", from) && from + CONNECTION_ADDRESS < stop) {
        address = usable(sdp.substring(from + CONNECTION_ADDRESS, stop).trim());
      }
      if (address != null && !found.contains(address)) {
        found.add(address);
      }
      from = stop + 1;
    }
    return found;
  }

  /** The address of one candidate line; null when it says nothing about the media node. */
  public static @Nullable String addressOf(String candidate) {
    String[] part = candidate.trim().split(" +", TYPE + 2);
    if (part.length <= TYPE || !(part[TYPE].equals("host") || part[TYPE].equals("srflx"))) {
      return null;
    }
    return usable(part[ADDRESS]);
  }

  private static @Nullable String usable(String address) {
    int slash = address.indexOf('/');
    String bare = slash < 0 ? address : address.substring(0, slash);
    boolean says =
        !bare.isEmpty()
            && !bare.equals("0.0.0.0")
            && !bare.equals("::")
            && !bare.endsWith(".local");
    return says ? bare : null;
  }
}
