package io.drillmaster.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.Signature;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrontWitnessTest {
  private final List<String> closed = new ArrayList<>();

  private Witness socket(Optional<Signature> shows) {
    return new Witness() {
      @Override
      public Optional<Signature> seen(long actedAt, long now) {
        return shows;
      }

      @Override
      public void close() {
        closed.add("one");
      }
    };
  }

  @Test
  void showsWhatAnyOfItsSocketsShows() {
    Witness quiet = socket(Optional.empty());

    assertThat(new FrontWitness(List.of(quiet, quiet)).seen(1, 2)).isEmpty();
    assertThat(new FrontWitness(List.of(quiet, socket(Optional.of(Signature.CUT)))).seen(1, 2))
        .contains(Signature.CUT);
  }

  @Test
  void opensSoManyThatOneSitsOnTheVictim() {
    assertThat(List.of(1, 2, 3, 4, 16).stream().map(FrontWitness::sockets))
        .containsExactly(1, 14, 23, 33, 128);
  }

  @Test
  void speaksAsClientsDo() {
    assertThat(FrontWitness.address(URI.create("https://ov.example.com")))
        .isEqualTo(URI.create("wss://ov.example.com/openvidu?sessionId=probe"));
    assertThat(FrontWitness.address(URI.create("http://127.0.0.1:4443")))
        .isEqualTo(URI.create("ws://127.0.0.1:4443/openvidu?sessionId=probe"));
  }

  @Test
  void closesAll() {
    new FrontWitness(List.of(socket(Optional.empty()), socket(Optional.empty()))).close();

    assertThat(closed).hasSize(2);
    assertThat(Witness.BLIND.seen(1, 2)).isEmpty();
  }
}
