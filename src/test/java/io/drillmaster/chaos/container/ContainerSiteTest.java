package io.drillmaster.chaos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.TargetSpec;
import io.drillmaster.process.Child;
import io.drillmaster.process.ChildCommand;
import io.drillmaster.twin.Site;
import io.drillmaster.twin.TwinException;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.node.NodeSecrets;
import io.drillmaster.twin.store.StoreAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerSiteTest {
  private static final TargetSpec.Images IMAGES = new TargetSpec.Images("ours", "redis:7");

  @TempDir Path folder;
  private final FakeEngine engine = new FakeEngine();
  private ContainerSite site;

  @BeforeEach
  void begin() {
    site = new ContainerSite(engine, IMAGES, "r1", folder, "10.64.9.");
  }

  private Site.NodeOrder order(TwinRole role, String name, int host) throws Exception {
    Path own = Files.createDirectories(folder.resolve("nodes").resolve(name));
    Map<String, String> secrets = new NodeSecrets("s3cret", "st0re").asEnvironment();
    return new Site.NodeOrder(
        role,
        host,
        own,
        new ChildCommand(name, List.of("java", "x"), secrets, folder.resolve(name + ".log")));
  }

  @Test
  void aNodeGetsItsAddressItsFolderAndASecretThatOnlyItsUserReads() throws Exception {
    Site.NodeOrder order = order(TwinRole.MASTER, "m1", 11);

    Child child = site.start(order);

    Path secrets = order.folder().resolve("secrets.properties");
    assertThat(engine.orders)
        .containsExactly(
            new Engine.Order(
                "r1",
                "m1",
                "master",
                "ours",
                "10.64.9.11",
                List.of("java", "x"),
                Map.of(NodeSecrets.FILE, secrets.toString()),
                order.folder(),
                Optional.empty(),
                "READY .*"));
    assertThat(engine.seen.get("secrets.properties"))
        .startsWith("rw------- ")
        .contains("DRILLMASTER_TWIN_SECRET=s3cret", "DRILLMASTER_TWIN_STORE_PASSWORD=st0re");
    assertThat(secrets).doesNotExist();
    assertThat(child.awaitReady(Duration.ofSeconds(1))).isEqualTo("{}");
    assertThat(child.logTail()).containsExactly("a word");
    assertThat(child.how()).isEqualTo("runs");
    child.close();
    assertThat(child.how()).isEqualTo("SIGKILL");
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void aBalancerSharesTheWholeFolderAndIsPublished() throws Exception {
    Child unused = site.start(order(TwinRole.BALANCER, "b1", 1));

    assertThat(engine.orders.get(0).shared()).isEqualTo(folder);
    assertThat(engine.orders.get(0).published()).contains(4443);
    assertThat(site.published()).hasToString("[http://127.0.0.1:49153]");
  }

  @Test
  void theStoresPasswordIsInAFileOfItsOwn() throws Exception {
    Path own = Files.createDirectories(folder.resolve("nodes").resolve("store"));
    StoreAddress address = new StoreAddress("10.64.9.2", 6379, "st0re-password");

    Child unused =
        site.startStore(new Site.StoreOrder("store", address, own, folder.resolve("store.log")));

    Engine.Order order = engine.orders.get(0);
    assertThat(order.toString()).doesNotContain("st0re-password");
    assertThat(order.image()).isEqualTo("redis:7");
    assertThat(order.argv()).containsExactly("redis-server", own.resolve("redis.conf").toString());
    assertThat(engine.seen.get("redis.conf"))
        .startsWith("rw------- ")
        .contains("bind 10.64.9.2", "requirepass st0re-password");
    assertThat(own.resolve("redis.conf")).doesNotExist();
  }

  @Test
  void whoeverBootsBehindAPartitionWaitsForItsEnd() throws Exception {
    site.cutOff("10.64.9.11");
    Site.NodeOrder order = order(TwinRole.MASTER, "m1", 11);
    Thread boot = new Thread(() -> site.start(order));
    boot.start();
    boot.join(200);
    assertThat(engine.orders).isEmpty();

    site.letBack("10.64.9.11");

    boot.join(5_000);
    assertThat(engine.orders).hasSize(1);
  }

  @Test
  void anEngineWhoseNetworksAreElsewhereIsRefusedAndNothingIsLeft() {
    assertThatThrownBy(() -> ContainerSite.make(engine, IMAGES, "r1", folder))
        .isInstanceOf(TwinException.class)
        .hasMessageStartingWith("the networks of the container engine are not on this machine");
    assertThat(engine.log).containsExactly("remove []");
    assertThat(folder.resolve(ContainerSite.MARKER)).hasContent("r1");
  }
}
