package io.drillmaster.chaos.process;

import io.drillmaster.process.ProcessId;
import io.drillmaster.twin.Twin;
import io.drillmaster.twin.TwinClocks;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A twin whose node table is set by hand, and which logs what it is told. */
public final class FakeTwin implements Twin {
  public boolean isWhole = true;
  private final List<TwinNode> nodes = new ArrayList<>();
  private final List<String> log;

  public FakeTwin(List<String> log) {
    this.log = log;
  }

  public TwinNode add(String name, TwinRole role, long pid, long startedNanos) {
    return add(name, role, pid, startedNanos, name + "#1");
  }

  public TwinNode add(String name, TwinRole role, long pid, long startedNanos, String incarnation) {
    return add(name, role, new ProcessId(pid, 7), startedNanos, incarnation, Map.of());
  }

  public TwinNode add(
      String name,
      TwinRole role,
      ProcessId process,
      long startedNanos,
      String incarnation,
      Map<String, String> addresses) {
    TwinNode node =
        new TwinNode(
            name,
            role,
            incarnation,
            "id-" + name,
            process,
            addresses,
            role == TwinRole.MEDIA_NODE ? "192.0.2.1" : "",
            Path.of(name + ".log"),
            TwinNode.State.RUNNING,
            startedNanos);
    nodes.add(node);
    return node;
  }

  public void mark(String incarnation, TwinNode.State state) {
    nodes.replaceAll(node -> node.incarnation().equals(incarnation) ? node.as(state) : node);
  }

  @Override
  public TwinClocks clocks() {
    return TwinClocks.FAST;
  }

  @Override
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:4443");
  }

  @Override
  public String secret() {
    return "s3cret";
  }

  @Override
  public List<TwinNode> nodes() {
    return List.copyOf(nodes);
  }

  @Override
  public void protect(String incarnation) {
    log.add("protect " + incarnation);
  }

  @Override
  public void release(String incarnation) {
    log.add("release " + incarnation);
  }

  @Override
  public boolean isWhole() {
    return isWhole;
  }

  @Override
  public void saveStore() {
    log.add("save");
  }

  @Override
  public Path accessLog() {
    return Path.of("access.jsonl");
  }

  @Override
  public Path folder() {
    return Path.of(".");
  }

  @Override
  public void close() {}
}
