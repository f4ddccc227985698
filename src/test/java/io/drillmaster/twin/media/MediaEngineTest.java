package io.drillmaster.twin.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.MediaCommand;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaEngineTest {

  private static final String OFFER =
      "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE a v\r\n"
          + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:a\r\na=sendonly\r\n"
          + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:v\r\na=sendonly\r\n";

  private final MediaEngine engine = new MediaEngine("192.0.2.7", 40_001);

  @Test
  void answersAnOfferAndTricklesACandidateWithItsAdvertisedAddress() {
    List<MediaMessage> told = engine.execute(5, new MediaCommand.Offer("room", 1, "str", OFFER));

    assertThat(told).hasSize(2);
    String sdp = ((MediaMessage.Answered) told.get(0)).sdp();
    assertThat(sdp)
        .contains("a=group:BUNDLE a v\r\n")
        .contains("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\n")
        .contains("a=mid:v\r\n")
        .contains("a=setup:active\r\n")
        .contains("a=recvonly\r\n")
        .doesNotContain("a=sendonly")
        .doesNotContain("a=candidate");
    assertThat(told.get(1))
        .isEqualTo(
            new MediaMessage.Candidate(
                "room", 1, "str", "candidate:1 1 UDP 2122252543 192.0.2.7 40001 typ host", "a", 0));
  }

  @Test
  void offersToASubscriber() {
    List<MediaMessage> told = engine.execute(6, new MediaCommand.PrepareOffer("room", 1, "sub"));

    assertThat(((MediaMessage.Answered) told.get(0)).sdp())
        .contains("a=setup:actpass\r\n")
        .contains("a=sendonly\r\n");
    assertThat(((MediaMessage.Candidate) told.get(1)).sdpMid()).isEqualTo("0");
  }

  @Test
  void acknowledgesAnAnswerAndSaysNothingToTheRest() {
    assertThat(engine.execute(7, new MediaCommand.Answer("room", 1, "sub", "v=0")))
        .containsExactly(new MediaMessage.Answered(7, ""));
    assertThat(engine.execute(8, new MediaCommand.Candidate("room", 1, "sub", "c"))).isEmpty();
    assertThat(engine.execute(9, new MediaCommand.Release("room", 1, "sub"))).isEmpty();
    assertThat(engine.execute(10, new MediaCommand.ReleaseSession("room", 1))).isEmpty();
  }

  @Test
  void refusesALifeLowerThanOneItHasHeardOf() {
    engine.execute(1, new MediaCommand.PrepareOffer("room", 4, "sub"));

    assertThat(engine.execute(2, new MediaCommand.Offer("room", 3, "str", OFFER)))
        .containsExactly(
            new MediaMessage.Refused(
                2, "session room is at life 4; a command of life 3 is too late"));
    assertThat(engine.execute(3, new MediaCommand.Answer("other", 1, "sub", "")))
        .containsExactly(new MediaMessage.Answered(3, ""));
  }

  @Test
  void everyCommandAndMessageSurvivesTheLink() {
    List<MediaCommand> commands =
        List.of(
            new MediaCommand.Offer("s", 1, "e", "v=0\r\n"),
            new MediaCommand.PrepareOffer("s", 2, "e"),
            new MediaCommand.Answer("s", 3, "e", "v=0"),
            new MediaCommand.Candidate("s", 4, "e", "candidate:1"),
            new MediaCommand.Release("s", 5, "e"),
            new MediaCommand.ReleaseSession("s", 6));
    assertThat(commands).hasSize(MediaCommand.class.getPermittedSubclasses().length);
    for (MediaCommand command : commands) {
      MediaCodec.Numbered numbered = new MediaCodec.Numbered(9, command);
      assertThat(MediaCodec.readCommand(MediaCodec.write(numbered))).isEqualTo(numbered);
    }
    List<MediaMessage> messages =
        List.of(
            new MediaMessage.Hello("media_1", "p"),
            new MediaMessage.Answered(1, "v=0"),
            new MediaMessage.Refused(2, "why"),
            new MediaMessage.Candidate("s", 3, "e", "c", "0", 1));
    assertThat(messages).hasSize(MediaMessage.class.getPermittedSubclasses().length);
    for (MediaMessage message : messages) {
      assertThat(MediaCodec.readMessage(MediaCodec.write(message))).isEqualTo(message);
    }
  }
}
