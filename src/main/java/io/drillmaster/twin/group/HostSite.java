package io.drillmaster.twin.group;

import io.drillmaster.process.ChildCommand;
import io.drillmaster.process.ChildFailed;
import io.drillmaster.process.ChildProcess;
import io.drillmaster.process.Launch;
import io.drillmaster.twin.Site;
import io.drillmaster.twin.store.RedisProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Nodes as processes of this host, each at a loopback address of its own. */
final class HostSite implements Site {

  private final Launch launch;
  private final LoopbackNet net;

  private HostSite(Launch launch, LoopbackNet net) {
    this.launch = launch;
    this.net = net;
  }

  /** Takes addresses that nobody else uses. */
  static HostSite take(Launch launch) {
    return new HostSite(launch, LoopbackNet.take());
  }

  @Override
  public Addresses addresses() {
    return net;
  }

  @Override
  public Launch launch() {
    return launch;
  }

  @Override
  public ChildProcess start(NodeOrder order) {
    return ChildProcess.start(order.command());
  }

  /** The password goes in by standard input: it is in no file and no argument list. */
  @Override
  public ChildProcess startStore(StoreOrder order) {
    try {
      List<String> argv = List.of(RedisProcess.executable(order.folder()).toString(), "-");
      ChildProcess child =
          ChildProcess.start(new ChildCommand(order.name(), argv, Map.of(), order.log()));
      try (OutputStream settings = child.stdin()) {
        settings.write(
            RedisProcess.settings(order.address(), order.folder())
                .getBytes(StandardCharsets.UTF_8));
      } catch (IOException ended) {
        child.close();
        throw ended;
      }
      return child;
    } catch (IOException cause) {
      throw new ChildFailed("the store cannot be started in " + order.folder(), cause);
    }
  }

  @Override
  public void close() {
    net.close();
  }
}
