package io.drillmaster.twin.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.process.ChildCommand;
import io.drillmaster.process.Launch;
import io.drillmaster.twin.TwinClocks;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.TwinSpec;
import io.drillmaster.twin.node.NodeFile;
import io.drillmaster.twin.node.NodeSecrets;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodePlanTest {

  private static final NodeSecrets SECRETS =
      new NodeSecrets("s3cret-of-cluster", "s3cret-of-store");

  @TempDir private Path folder;

  private NodePlan plan(LoopbackNet net) {
    TwinSpec spec =
        new TwinSpec(
            3,
            2,
            4,
            TwinClocks.FAST.withProtocolDivisor(3),
            List.of("repin-on-rejoin"),
            42,
            folder,
            1024,
            List.of(URI.create("http://127.0.0.1:9/hook")));
    return new NodePlan(spec, new Launch("java", List.of("-jar", "x.jar")), SECRETS, net);
  }

  private String value(String name, String key) {
    return NodeFile.read(folder.resolve("nodes").resolve(name).resolve("node.properties"))
        .text(key);
  }

  @Test
  void startsAMasterWithAHeapForItsSocketsAndNoSecretOnItsCommandLineOrInItsFile()
      throws Exception {
    try (LoopbackNet net = LoopbackNet.take()) {
      ChildCommand command = plan(net).command(TwinRole.MASTER, "m2");

      assertThat(command.argv())
          .startsWith("java", "-Xmx84m")
          .contains("--enable-native-access=ALL-UNNAMED")
          .endsWith("-jar", "x.jar", "node", "master", folder + "/nodes/m2/node.properties");
      assertThat(command.environment()).containsValues("s3cret-of-cluster", "s3cret-of-store");
      assertThat(String.join(" ", command.argv())).doesNotContain("s3cret");
      assertThat(Files.readString(folder.resolve("nodes/m2/node.properties")))
          .doesNotContain("s3cret");
      assertThat(value("m2", "protocolDivisor")).isEqualTo("3");
      assertThat(value("m2", "bugs")).isEqualTo("repin-on-rejoin");
      assertThat(value("m2", "webhooks")).isEqualTo("http://127.0.0.1:9/hook");
    }
  }

  @Test
  void givesEveryNodeAnAddressOfItsOwnInItsNet() {
    try (LoopbackNet net = LoopbackNet.take();
        LoopbackNet other = LoopbackNet.take()) {
      NodePlan plan = plan(net);
      plan.command(TwinRole.MASTER, "m1");
      plan.command(TwinRole.MEDIA_NODE, "n1");

      assertThat(net.host(7)).isNotEqualTo(other.host(7));
      assertThat(value("m1", "entry")).isEqualTo(net.host(11) + ":4443");
      assertThat(value("m1", "server")).isEqualTo(net.host(11) + ":5443");
      assertThat(value("n1", "media")).isEqualTo(net.host(121) + ":8888");
      assertThat(value("n1", "advertised")).isEqualTo("192.0.2.1");
      assertThat(plan.baseUrl()).isEqualTo(URI.create("http://" + net.host(1) + ":4443"));
    }
  }

  @Test
  void givesEachBalancerAnAddressAndASeedOfItsOwnAndOneLog() {
    try (LoopbackNet net = LoopbackNet.take()) {
      NodePlan plan = plan(net);
      assertThat(plan.balancers()).containsExactly("b1", "b2", "b3", "b4");
      Set<String> seeds = new HashSet<>();
      for (String name : plan.balancers()) {
        plan.command(TwinRole.BALANCER, name);
        seeds.add(value(name, "seed"));
        assertThat(value(name, "accessLog")).isEqualTo(plan.accessLog().toString());
      }
      assertThat(seeds).hasSize(4).contains("42");
      assertThat(value("b1", "front")).isEqualTo(net.host(1) + ":4443");
      assertThat(value("b2", "front")).isEqualTo(net.host(3) + ":4443");
      assertThat(value("b4", "front")).isEqualTo(net.host(5) + ":4443");
      assertThat(value("b4", "admin")).isEqualTo(net.host(5) + ":4440");
    }
  }

  @Test
  void tellsNodesApartByPortWhereThereIsOneAddressOnly() {
    NodePlan plan = plan(LoopbackNet.onlyOne());
    Set<String> addresses = new HashSet<>();
    for (String name : List.of("m1", "m2", "m3")) {
      plan.command(TwinRole.MASTER, name);
      addresses.add(value(name, "entry"));
      addresses.add(value(name, "server"));
    }

    assertThat(addresses).hasSize(6).allMatch(address -> address.matches("127\\.0\\.0\\.1:\\d+"));
    plan.command(TwinRole.MEDIA_NODE, "n2");
    assertThat(value("n2", "advertised")).isEqualTo("192.0.2.2");
  }

  @Test
  void saysWhenAddressesHaveRunOut() {
    try (LoopbackNet net = LoopbackNet.take()) {
      assertThatThrownBy(() -> plan(net).command(TwinRole.MASTER, "m111"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no address is left for m111: a twin has 110 per role");
    }
  }
}
