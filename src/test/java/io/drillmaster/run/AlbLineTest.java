package io.drillmaster.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Lines as the documentation of AWS shows them, of several years, and such as are none. */
class AlbLineTest {

  private static final String TIMES = "2018-07-02T22:23:00.186641Z app/lb/50dc6c495c0c9188 ";
  private static final String REST =
      " arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067"
          + " \"Root=1-58337364-23a8c76965a2ef7629b185e3\" \"-\" \"-\" 1 2018-07-02T22:22:48.364000Z"
          + " \"forward\" \"-\" \"-\"";

  private static final String WS =
      "ws "
          + TIMES
          + "10.0.0.140:40914 10.0.1.192:8010 0.001 0.003 0.000 101 101 218 587"
          + " \"GET http://10.0.0.30:80/ HTTP/1.1\" \"-\" - -"
          + REST;

  @Test
  void tellsWhereASocketWent() {
    assertThat(AlbLine.parse(WS))
        .isEqualTo(
            new AlbLine(
                "ws",
                Instant.parse("2018-07-02T22:23:00.186641Z"),
                Instant.parse("2018-07-02T22:22:48.364Z"),
                "10.0.0.140:40914",
                "10.0.1.192:8010"));
    assertThat(AlbLine.parse(WS).isSocket()).isTrue();
    assertThat(AlbLine.parse(WS.replaceFirst("ws", "wss")).isSocket()).isTrue();
    assertThat(AlbLine.parse(WS).clientPort()).isEqualTo(40914);
    assertThat(AlbLine.parse(WS).clientHost()).isEqualTo("10.0.0.140");
  }

  @Test
  void doesNotMindFieldsThatWereAddedLater() {
    assertThat(
            AlbLine.parse(
                WS + " \"10.0.1.192:8010\" \"101\" \"-\" \"-\" TID_1234abcd5678ef90 \"-\" \"x\""))
        .isEqualTo(AlbLine.parse(WS));
  }

  @Test
  void aRequestIsNoSocketAndNeitherIsOneThatWentNowhere() {
    assertThat(AlbLine.parse(WS.replaceFirst("ws", "https")).isSocket()).isFalse();
    assertThat(AlbLine.parse(WS.replaceFirst("10.0.1.192:8010", "-")).isSocket()).isFalse();
    assertThat(AlbLine.parse(WS.replaceFirst("ws", "h9")).isSocket()).isFalse();
  }

  @Test
  void quotedFieldsMayHoldSpacesAndQuotes() {
    assertThat(AlbLine.parse(WS.replaceFirst("\"-\" - -", "\"a \\\\\"b\\\\\" c\" - -")))
        .isEqualTo(AlbLine.parse(WS));
  }

  @Test
  void readsTheAddressOfAClientOfTheNewerInternet() {
    AlbLine line = AlbLine.parse(WS.replaceFirst("10.0.0.140:40914", "2001:db8::7:40914"));
    assertThat(line.clientPort()).isEqualTo(40914);
    assertThat(line.clientHost()).isEqualTo("2001:db8::7");
  }

  @Test
  void saysWhatIsWrongWithALine() {
    assertThatThrownBy(() -> AlbLine.parse("hello world"))
        .hasMessage("has 2 fields, an entry has at least 22");
    assertThatThrownBy(() -> AlbLine.parse(WS.replaceFirst("2018-07-02T22:23:00.186641Z", "today")))
        .hasMessage("time 'today' is no time");
    assertThatThrownBy(() -> AlbLine.parse(WS.replaceFirst("2018-07-02T22:22:48.364000Z", "-")))
        .hasMessage("request_creation_time '-' is no time");
    assertThatThrownBy(() -> AlbLine.parse(WS.replaceFirst("10.0.0.140:40914", "10.0.0.140")))
        .hasMessage("client '10.0.0.140' is no ip:port");
    assertThatThrownBy(() -> AlbLine.parse(WS.replaceFirst("10.0.1.192:8010", "10.0.1.192:x")))
        .hasMessage("target '10.0.1.192:x' is no ip:port");
    assertThatThrownBy(() -> AlbLine.parse(WS + " \"open"))
        .hasMessage("has a quote that does not end");
  }

  /** The twin's balancer writes this; see AlbEntryTest. */
  @Test
  void readsWhatTheTwinWrites() {
    assertThat(
            AlbLine.parse(
                "ws 2026-03-04T09:15:02.500000Z app/b1/0 127.0.0.1:50001 127.1.2.11:4443 0.000 0.001"
                    + " 0.000 101 101 1234 5678 \"GET http://twin:80/openvidu HTTP/1.1\" \"-\" - - -"
                    + " \"-\" \"-\" \"-\" 0 2026-03-04T09:15:00.250000Z \"forward\" \"-\" \"-\""
                    + " \"127.1.2.11:4443\" \"101\" \"-\" \"-\" -"))
        .isEqualTo(
            new AlbLine(
                "ws",
                Instant.parse("2026-03-04T09:15:02.5Z"),
                Instant.parse("2026-03-04T09:15:00.25Z"),
                "127.0.0.1:50001",
                "127.1.2.11:4443"));
  }
}
