package io.drillmaster.twin.node;

import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.balancer.Balancer;
import io.drillmaster.twin.balancer.Rotation;
import io.drillmaster.twin.wire.HttpCaller;
import io.drillmaster.twin.wire.Transport;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The main of a balancer's process: it ends only by a signal. */
final class BalancerProcess {

  private final NodeFile file;
  private final NodeSecrets secrets;
  private final Consumer<NodeReady> ready;

  BalancerProcess(NodeFile file, NodeSecrets secrets, Consumer<NodeReady> ready) {
    this.file = file;
    this.secrets = secrets;
    this.ready = ready;
  }

  /** Serves until the end. */
  int run() throws InterruptedException {
    String name = file.text("name");
    Balancer.Setup setup =
        new Balancer.Setup(
            name,
            millis("checkEveryMillis"),
            millis("checkTimeoutMillis"),
            new HttpCaller.Bounds(millis("connectTimeoutMillis"), millis("firstByteTimeoutMillis")),
            RestGate.basic(secrets.cluster()),
            Path.of(file.text("accessLog")),
            file.bugs());
    Rotation rotation =
        new Rotation(
            name,
            (int) file.number("unhealthyAfter"),
            (int) file.number("healthyAfter"),
            file.number("seed"),
            file.bugs());
    Balancer balancer = new Balancer(setup, rotation, Transport.ofNode(name, file.text("front")));
    String front = Transport.text(balancer.listenFront(Transport.address(file.text("front"))));
    String admin = Transport.text(balancer.listenAdmin(Transport.address(file.text("admin"))));
    ready.accept(
        new NodeReady(
            name + "#" + boot(), name, Map.of(TwinNode.FRONT, front, TwinNode.ADMIN, admin)));
    new CountDownLatch(1).await();
    return 0;
  }

  /** Process numbers begin anew in each container. */
  private static String boot() {
    byte[] bytes = new byte[4];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private Duration millis(String key) {
    return Duration.ofMillis(file.number(key));
  }
}
