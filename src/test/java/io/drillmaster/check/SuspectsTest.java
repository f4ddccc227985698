package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspectsTest {

  private static Suspect suspect(String session, String participant, Long... stamps) {
    return new Suspect(zero -> "words", session, participant, Arrays.asList(stamps));
  }

  @Test
  void keepTheFiveShortestAndCountAll() {
    Suspects suspects = new Suspects();
    assertThat(suspects.isEmpty()).isTrue();
    for (long span = 9; span > 0; span--) {
      suspects.add(suspect("s", "p" + span, 100 + span, 100L));
    }
    assertThat(suspects.count()).isEqualTo(9);
    assertThat(suspects.isEmpty()).isFalse();
    assertThat(suspects.kept())
        .extracting(Suspect::participant)
        .containsExactly("p1", "p2", "p3", "p4", "p5");
  }

  @Test
  void ofTheSameLengthTheEarlierComesFirstThenTheNames() {
    Suspects suspects = new Suspects();
    suspects.add(suspect("b", "a", 5L));
    suspects.add(suspect("a", "b", 5L));
    suspects.add(suspect("a", "a", 5L));
    suspects.add(suspect("z", "z", 4L));
    assertThat(suspects.kept())
        .extracting(each -> each.session() + each.participant())
        .containsExactly("zz", "aa", "ab", "ba");
  }

  @Test
  void spanAllTheirStampsAndAreDecidedByTheLast() {
    Suspect suspect = suspect("s", "p", 7L, 3L, 5L);
    assertThat(suspect.span()).isEqualTo(4);
    assertThat(suspect.at()).isEqualTo(5);
    assertThatThrownBy(() -> new Suspect(zero -> "nothing", "s", "p", List.of()))
        .hasMessage("a counterexample needs at least one stamp: nothing");
  }
}
