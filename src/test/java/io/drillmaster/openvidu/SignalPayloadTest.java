package io.drillmaster.openvidu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.openvidu.Observation.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalPayloadTest {

  @Test
  void readsBackWhatItWrote() {
    SignalPayload room =
        new SignalPayload("n1", "room", "room-p1", "con_1", 7L, 12, Purpose.ROOM, -5);
    SignalPayload proof =
        new SignalPayload("n1", "room", "room-p1", "con_1", null, 13, Purpose.PROOF, 99);
    assertThat(room.text()).isEqualTo("n1 room room-p1 con_1 7 12 R -5");
    assertThat(proof.text()).isEqualTo("n1 room room-p1 con_1 - 13 P 99");
    assertThat(SignalPayload.parse(room.text(), "n1")).isEqualTo(room);
    assertThat(SignalPayload.parse(proof.text(), "n1")).isEqualTo(proof);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n1",
        "n1 ",
        "hello",
        "n2 room p con_1 7 12 R 5",
        "n11 room p con_1 7 12 R 5",
        "n1 room p con_1 7 12 R",
        "n1 room p con_1 7 12 R 5 6",
        "n1 room p con_1 x 12 R 5",
        "n1 room p con_1 7 twelve R 5",
        "n1 room p con_1 7 12 Q 5",
        "n1 room p con_1 7 12 R 5.0",
      })
  void takesNothingElseForOneOfThisRun(String text) {
    assertThat(SignalPayload.parse(text, "n1")).isNull();
  }

  @Test
  void derivesTheAddressOfTheSocketFromTheToken() {
    Credentials credentials = new Credentials("wss://host:1?sessionId=a&token=t", "con_1");
    assertThat(credentials.socketUrl("a")).isEqualTo("wss://host:1/openvidu?sessionId=a");
    assertThat(new Credentials("ws://host/", "c").socketUrl("a"))
        .isEqualTo("ws://host/openvidu?sessionId=a");
    assertThat(credentials.toString()).doesNotContain("token=t");
    assertThatThrownBy(() -> new Credentials("tok_1", "con_1"))
        .hasMessage("token: it must begin with ws:// or wss://, as OpenVidu 2 makes them");
  }

  @Test
  void refusesPlansWhoseNamesOrPhasesCannotBe() {
    assertThatThrownBy(() -> new ParticipantPlan("room", "a b", true, 0, 0))
        .hasMessage("participant name: 'a b' is not allowed; use letters, digits, _ and -");
    assertThatThrownBy(() -> new ParticipantPlan("", "a", true, 0, 0))
        .hasMessage("participant session: '' is not allowed; use letters, digits, _ and -");
    assertThatThrownBy(() -> new ParticipantPlan("room", "a", true, 5, 5))
        .hasMessage("signal phase 5 ns with period 5 ns is not allowed; use 0 <= phase < period");
  }
}
