package io.drillmaster.twin.media;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Session descriptions in the form captured from a Kurento-backed server: no candidates and {@code
 * c=IN IP4 0.0.0.0}; addresses come later, by trickled candidates (openvidu-protocol.md).
 */
final class Sdp {

  /** One media section of an offer. */
  private record Section(String kind, String formats, String mid, String direction) {}

  private static final List<String> DIRECTIONS =
      List.of("sendrecv", "sendonly", "recvonly", "inactive");

  private static final List<Section> OFFERED =
      List.of(
          new Section("audio", "111", "0", "sendonly"),
          new Section("video", "96", "1", "sendonly"));

  private Sdp() {}

  /** The answer to an offer: a section for each of its sections, with the direction turned. */
  static String answer(String offer, long seed) {
    List<Section> answered =
        sections(offer).stream()
            .map(s -> new Section(s.kind, s.formats, s.mid, turned(s.direction)))
            .collect(Collectors.toList());
    return write(answered, "active", seed);
  }

  /** An offer to a subscriber. */
  static String offer(long seed) {
    return write(OFFERED, "actpass", seed);
  }

  /** The mid of the first section, 0 when the description has none. */
  static String firstMid(String sdp) {
    List<Section> found = sections(sdp);
    return found.isEmpty() ? "0" : found.get(0).mid;
  }

  private static List<Section> sections(String sdp) {
    List<Section> found = new ArrayList<>();
    for (String line : sdp.split("\r?\n", -1)) {
      if (line.startsWith("m=")) {
        String[] words = line.substring(2).split(" ", -1);
        String format = words.length > 3 ? words[3] : "0";
        found.add(new Section(words[0], format, Integer.toString(found.size()), "sendrecv"));
      } else if (!found.isEmpty() && line.startsWith("a=")) {
        int last = found.size() - 1;
        found.set(last, refined(found.get(last), line.substring(2)));
      }
    }
    return found;
  }

  private static Section refined(Section section, String attribute) {
    if (attribute.startsWith("mid:")) {
      return new Section(section.kind, section.formats, attribute.substring(4), section.direction);
    }
    if (DIRECTIONS.contains(attribute)) {
      return new Section(section.kind, section.formats, section.mid, attribute);
    }
    return section;
  }

  private static String turned(String direction) {
    return switch (direction) {
      case "sendonly" -> "recvonly";
      case "recvonly" -> "sendonly";
      default -> direction;
    };
  }

  private static String write(List<Section> sections, String setup, long seed) {
    StringBuilder sdp = new StringBuilder(900);
    sdp.append("v=0\r\no=- ").append(seed).append(' ').append(seed).append(" IN IP4 0.0.0.0\r\n");
    sdp.append("s=Kurento Media Server\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=group:BUNDLE");
    sections.forEach(section -> sdp.append(' ').append(section.mid));
    sdp.append("\r\na=msid-semantic: WMS *\r\n");
    for (Section section : sections) {
      write(sdp, section, setup, seed);
    }
    return sdp.toString();
  }

  private static void write(StringBuilder sdp, Section section, String setup, long seed) {
    sdp.append("m=").append(section.kind).append(" 9 UDP/TLS/RTP/SAVPF ").append(section.formats);
    sdp.append("\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\na=mid:").append(section.mid);
    IceCredentials ice = IceCredentials.ofEndpoint(seed);
    sdp.append("\r\na=ice-ufrag:").append(ice.fragment());
    sdp.append("\r\na=ice-pwd:").append(ice.password());
    sdp.append("\r\na=fingerprint:sha-256 ").append(fingerprint(seed));
    sdp.append("\r\na=setup:").append(setup);
    sdp.append("\r\na=rtcp-mux\r\na=").append(section.direction).append("\r\n");
    sdp.append("a=rtpmap:").append(section.formats);
    sdp.append(section.kind.equals("audio") ? " opus/48000/2\r\n" : " VP8/90000\r\n");
  }

  private static String hex(long seed, int digits) {
    String text = "";
    for (long word = seed; text.length() < digits; word = word * 6364136223846793005L + 1) {
      text += HexFormat.of().toHexDigits(word);
    }
    return text.substring(0, digits);
  }

  private static String fingerprint(long seed) {
    String digits = hex(seed ^ 0x5DEECE66DL, 64).toUpperCase(Locale.ROOT);
    StringBuilder text = new StringBuilder(95);
    for (int i = 0; i < digits.length(); i += 2) {
      text.append(i == 0 ? "" : ":").append(digits, i, i + 2);
    }
    return text.toString();
  }
}
