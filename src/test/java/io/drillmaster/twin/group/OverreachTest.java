package io.drillmaster.twin.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.balancer.Target;
import io.drillmaster.twin.role.Bug;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What scaling groups and supervisors do to healthy nodes: nothing, unless a bug is on. */
class OverreachTest {

  private static final TwinNode M1 = node(TwinRole.MASTER, 1, TwinNode.State.GONE);
  private static final TwinNode M2 = node(TwinRole.MASTER, 2, TwinNode.State.RUNNING);
  private static final TwinNode N1 = node(TwinRole.MEDIA_NODE, 3, TwinNode.State.RUNNING);
  private static final TwinNode M4 = node(TwinRole.MASTER, 4, TwinNode.State.RUNNING);
  private static final List<TwinNode> NODES = List.of(M1, M2, N1, M4);

  private static TwinNode node(TwinRole role, int number, TwinNode.State state) {
    String name = role.prefix() + number;
    return new TwinNode(
        name,
        role,
        name + "#" + number,
        name,
        new ProcessId(number, 0),
        Map.of(TwinNode.ENTRY, "127.0.0.1:" + number),
        "",
        Path.of("log"),
        state,
        0);
  }

  private static Overreach under(Bug... bugs) {
    return new Overreach(
        Set.of(bugs), process -> process.pid() == 2 ? ProcessState.STOPPED : ProcessState.RUNNING);
  }

  @Test
  void harmsNobodyWithoutABug() {
    assertThat(under().whenReplacing(M4, NODES)).isEmpty();
    assertThat(under().whenLooking(NODES)).isEmpty();
  }

  @Test
  void endsAHealthyMasterWithTheFirstReplacementOfADeadOneOnly() {
    Overreach overreach = under(Bug.SECOND_VICTIM);

    assertThat(overreach.whenReplacing(M4, NODES)).containsExactly("m2#2");
    assertThat(overreach.whenReplacing(M4, NODES)).isEmpty();
    assertThat(under(Bug.SECOND_VICTIM).whenReplacing(N1, NODES)).isEmpty();
  }

  @Test
  void takesAMediaNodeAwayWithTheFirstReplacementOfAMaster() {
    assertThat(under(Bug.MEDIA_NODE_SCALED_IN).whenReplacing(M4, NODES)).containsExactly("n3#3");
  }

  @Test
  void endsAStoppedMaster() {
    assertThat(under(Bug.RESET_INSTEAD_OF_SILENCE).whenLooking(NODES)).containsExactly("m2#2");
  }

  @Test
  void forgetsToRegisterAReplacement() {
    Target m2 = new Target("m2", "m2#2", "127.0.0.1:2");
    Target m4 = new Target("m4", "m4#4", "127.0.0.1:4");
    for (Set<Bug> bugs : List.of(Set.<Bug>of(), Set.of(Bug.REPLACEMENT_NEVER_JOINS))) {
      BalancerDesk desk = new BalancerDesk(new AdminClient("secret"), bugs);
      desk.replacedBy(M4, NODES);
      assertThat(desk.targets(List.of(M1, M2, M4)))
          .isEqualTo(bugs.isEmpty() ? List.of(m2, m4) : List.of(m2));
    }
  }
}
