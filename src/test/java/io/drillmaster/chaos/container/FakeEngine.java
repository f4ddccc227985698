package io.drillmaster.chaos.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** An engine that does at once what it is told, and logs it. Containers are numbered from 101. */
final class FakeEngine implements Engine {
  final List<String> log = new ArrayList<>();
  final List<Order> orders = new ArrayList<>();

  /** What a container saw in its folder when it started: mode and text of each file. */
  final Map<String, String> seen = new LinkedHashMap<>();

  final Set<String> images = new TreeSet<>();
  final Set<String> takenSubnets = new TreeSet<>();
  final List<Labelled> labelled = new ArrayList<>();
  String lastSubnet = "";

  private final Map<String, Found> containers = new LinkedHashMap<>();
  private final Map<String, IntConsumer> ends = new LinkedHashMap<>();
  private long next = 101;

  /** One that runs, by its node's name. */
  Found put(String name, String address) {
    Found found = new Found("id-" + name, name, address, next++, State.RUNNING, true, 0);
    containers.put(found.id(), found);
    return found;
  }

  private void change(String id, String what, UnaryOperator<Found> how) {
    Found found = containers.get(id);
    if (found != null && found.state() != State.ENDED) {
      log.add(what + " " + found.name());
      containers.put(id, how.apply(found));
    }
  }

  private static Found as(Found found, State state, boolean isConnected) {
    return new Found(found.id(), found.name(), found.address(), found.pid(), state, isConnected, 0);
  }

  @Override
  public boolean hasImage(String image) {
    return images.contains(image);
  }

  @Override
  public boolean makeNetwork(String run, String subnet, String gateway) {
    lastSubnet = subnet;
    return takenSubnets.add(subnet);
  }

  @Override
  public String start(Order order, Consumer<String> output) {
    orders.add(order);
    look(order.shared());
    Found found = put(order.name(), order.address());
    output.accept("a word");
    output.accept("READY {}");
    return found.id();
  }

  private void look(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        seen.put(file.getFileName().toString(), mode + " " + Files.readString(file));
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  @Override
  public Optional<Found> look(String id) {
    return Optional.ofNullable(containers.get(id));
  }

  @Override
  public List<Found> ofRun(String run) {
    return List.copyOf(containers.values());
  }

  @Override
  public List<Labelled> labelled(String label) {
    log.add("labelled " + label);
    return List.copyOf(labelled);
  }

  @Override
  public Optional<Integer> published(String id) {
    return Optional.of(49_153);
  }

  @Override
  public void onEnd(String id, IntConsumer exit) {
    ends.put(id, exit);
  }

  @Override
  public void kill(String id) {
    change(id, "kill", found -> as(found, State.ENDED, false));
    Optional.ofNullable(ends.remove(id)).ifPresent(end -> end.accept(137));
  }

  @Override
  public void resume(String id) {
    Found found = containers.get(id);
    if (found != null && found.state() == State.ENDED) {
      log.add("start " + found.name());
      containers.put(id, as(found, State.RUNNING, true));
    }
  }

  @Override
  public void terminate(String id) {
    change(id, "stop", found -> found);
  }

  @Override
  public void pause(String id) {
    change(id, "pause", found -> as(found, State.PAUSED, found.isConnected()));
  }

  @Override
  public void unpause(String id) {
    change(id, "unpause", found -> as(found, State.RUNNING, found.isConnected()));
  }

  @Override
  public void disconnect(String run, String id) {
    change(id, "disconnect", found -> as(found, found.state(), false));
  }

  @Override
  public void connect(String run, String id, String address) {
    change(id, "connect " + address, found -> as(found, found.state(), true));
  }

  @Override
  public List<String> removeAll(String run) {
    List<String> names = containers.values().stream().map(Found::name).toList();
    containers.clear();
    log.add("remove " + names);
    return names;
  }

  @Override
  public void close() {}
}
