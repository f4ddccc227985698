package io.drillmaster.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Selector;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Placement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VictimsTest {
  private static final List<String> THREE = List.of("m3", "m1", "m2");
  private static final Placement PLACEMENT =
      new Placement(
          Map.of("m1", 10, "m2", 30, "m3", 20),
          Map.of("n1", 7, "n2", 9),
          Map.of("drill-r1-s001", "m3", "drill-r1-s002", "m1"),
          Map.of("drill-r1-s001", List.of("m2", "m2"), "drill-r1-s002", List.of("m1", "m2", "m3")));

  private static Fault crash(Role role, Selector selector) {
    return new Fault.Crash("crash-1", role, selector);
  }

  private static List<String> choose(Selector selector) {
    return Victims.choose(crash(Role.MASTER, selector), THREE, PLACEMENT, 42);
  }

  private static void assertRefused(Role role, Selector selector, List<String> up, String message) {
    assertThatThrownBy(() -> Victims.choose(crash(role, selector), up, PLACEMENT, 42))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessage(message);
  }

  @Test
  void takesTheSameVictimForTheSameSeedWhateverTheOrderOfTheNodes() {
    Fault one = crash(Role.MASTER, new Selector.One());
    for (long seed = 0; seed < 50; seed++) {
      assertThat(Victims.choose(one, List.of("m1", "m2", "m3"), Placement.UNKNOWN, seed))
          .isEqualTo(Victims.choose(one, THREE, PLACEMENT, seed))
          .hasSize(1);
    }
  }

  @Test
  void whoMayNotBeTakenIsNotTakenAndNotNamed() {
    Map<String, String> refused = Map.of("m1", "is not opted in");
    for (long seed = 0; seed < 20; seed++) {
      assertThat(
              Victims.choose(
                  crash(Role.MASTER, new Selector.One()), THREE, refused, PLACEMENT, seed))
          .doesNotContain("m1")
          .hasSize(1);
    }
    for (Selector selector : List.of(new Selector.Named(List.of("m2", "m1")), new Selector.One())) {
      List<String> up = selector instanceof Selector.One ? List.of("m1") : THREE;
      assertThatThrownBy(
              () -> Victims.choose(crash(Role.MASTER, selector), up, refused, PLACEMENT, 1))
          .isInstanceOf(Nemesis.Refused.class)
          .hasMessage("fault crash-1 refused: m1 is not opted in");
    }
  }

  @Test
  void takesEveryNodeForSomeSeedAndAnotherOneForAnotherFault() {
    Set<List<String>> first = new HashSet<>();
    boolean differs = false;
    for (long seed = 0; seed < 50; seed++) {
      List<String> victims =
          Victims.choose(crash(Role.MASTER, new Selector.One()), THREE, PLACEMENT, seed);
      first.add(victims);
      Fault second = new Fault.Crash("crash-2", Role.MASTER, new Selector.One());
      differs |= !Victims.choose(second, THREE, PLACEMENT, seed).equals(victims);
    }
    assertThat(first).containsExactlyInAnyOrder(List.of("m1"), List.of("m2"), List.of("m3"));
    assertThat(differs).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "33, 1", "50, 1", "67, 2", "99, 2", "100, 3"})
  void takesAShareRoundedDownButAtLeastOne(int percent, int taken) {
    assertThat(choose(new Selector.Percent(percent))).hasSize(taken).doesNotHaveDuplicates();
  }

  @Test
  void leavesOneWhenAllButOneAreTaken() {
    assertThat(choose(new Selector.AllButOne())).hasSize(2).isSubsetOf("m1", "m2", "m3");
  }

  @Test
  void takesNodesByNameInTheOrderOfTheirNumbers() {
    Fault named = crash(Role.MASTER, new Selector.Named(List.of("m10", "m2")));
    assertThat(Victims.choose(named, List.of("m2", "m10", "m1"), PLACEMENT, 42))
        .containsExactly("m2", "m10");
  }

  @Test
  void takesTheMasterWithMostSocketsAndTheMediaNodeWithMostSessions() {
    assertThat(choose(new Selector.Busiest())).containsExactly("m2");
    Fault media = crash(Role.MEDIA_NODE, new Selector.Busiest());
    assertThat(Victims.choose(media, List.of("n1", "n2"), PLACEMENT, 42)).containsExactly("n2");
  }

  @Test
  void takesTheOwnerOfASessionByFullNameByShortNameAndOfTheBusiest() {
    assertThat(choose(new Selector.OwnerOf("drill-r1-s001"))).containsExactly("m3");
    assertThat(choose(new Selector.OwnerOf("s001"))).containsExactly("m3");
    assertThat(choose(new Selector.OwnerOf("busiest"))).containsExactly("m1");
  }

  @Test
  void takesAnEntryOfASession() {
    assertThat(choose(new Selector.EntryOf("s001"))).containsExactly("m2");
    assertThat(choose(new Selector.EntryOf("s002"))).hasSize(1).isSubsetOf("m1", "m2", "m3");
  }

  @Test
  void refusesWhereNothingMatches() {
    assertRefused(
        Role.MASTER,
        new Selector.One(),
        List.of(),
        "fault crash-1 refused: no master is up and unharmed");
    assertRefused(
        Role.MASTER,
        new Selector.AllButOne(),
        List.of("m1"),
        "fault crash-1 refused: all but one of [m1] is nobody; use 'one'");
    assertRefused(
        Role.MASTER,
        new Selector.Named(List.of("m9")),
        THREE,
        "fault crash-1 refused: 'm9', named in the drill, is not up and unharmed; choose among"
            + " [m1, m2, m3]");
    assertRefused(
        Role.MASTER,
        new Selector.Busiest(),
        List.of("m7"),
        "fault crash-1 refused: no sockets are known on any of [m7] yet");
    assertRefused(
        Role.MASTER,
        new Selector.OwnerOf("s009"),
        THREE,
        "fault crash-1 refused: the owner of session 's009' is not known");
    assertRefused(
        Role.MASTER,
        new Selector.OwnerOf("s001"),
        List.of("m1", "m2"),
        "fault crash-1 refused: 'm3', owner of drill-r1-s001, is not up and unharmed; choose among"
            + " [m1, m2]");
    assertRefused(
        Role.MASTER,
        new Selector.EntryOf("s001"),
        List.of("m1", "m3"),
        "fault crash-1 refused: no entry of session 'drill-r1-s001' is up and unharmed");
    assertRefused(
        Role.MEDIA_NODE,
        new Selector.OwnerOf("s001"),
        List.of("n1"),
        "fault crash-1 refused: owner-of names a master, not a mediaNode");
  }
}
