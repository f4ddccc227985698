package io.drillmaster.twin;

import io.drillmaster.time.Pause;
import io.drillmaster.twin.balancer.AccessLine;
import io.drillmaster.twin.balancer.BalancerCodec;
import io.drillmaster.twin.browser.Tab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A person with a browser: one tab with the published SDK in it, and the back end's tokens. */
final class SdkUser {

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int TRIES_MAX = 30;

  private final Tab tab;
  private final Twin twin;
  private final TestBackend backend;
  private final String name;
  private String con = "";

  SdkUser(Tab tab, Twin twin, String name) {
    this.tab = tab;
    this.twin = twin;
    this.backend = new TestBackend(twin);
    this.name = name;
  }

  /** One event that the SDK told its application, as "what subject detail". */
  record Told(String what, String subject, String detail) {}

  String con() {
    return con;
  }

  Tab tab() {
    return tab;
  }

  /** Joins; gives the master that the balancer chose. */
  String join(String session) throws Exception {
    return joinBy(backend.token(session));
  }

  /** Joins with another role than a publisher's. */
  void joinAs(String role, String session) throws Exception {
    joinBy(backend.token(session, "{\"role\":\"" + role + "\"}"));
  }

  private String joinBy(String token) throws Exception {
    int before = upgrades().size();
    con = tab.evaluate("user.join('%s', '%s')".formatted(token, name)).asString();
    Pause.until(() -> upgrades().size() > before, LOOK_EVERY, SOON);
    return upgrades().get(before).node();
  }

  /** Where a session is, and where a socket of it came in. */
  record Apart(TwinNode owner, TwinNode entry) {}

  /**
   * Joins a session as its first member by another master than its owner; a session that its only
   * member leaves is gone and made again.
   */
  Apart joinApart(String session) throws Exception {
    for (int i = 0; i < TRIES_MAX; i++) {
      backend.session(session);
      TwinNode owner = backend.owner(session);
      String entry = join(session);
      if (!entry.equals(owner.name())) {
        return new Apart(owner, twin.node(entry).orElseThrow());
      }
      call("leave()");
    }
    throw new AssertionError("%d sockets went to the owner of %s".formatted(TRIES_MAX, session));
  }

  /** Joins, where others are, until the master that the balancer chose is not this one. */
  String joinNotBy(String owner, String session) throws Exception {
    for (int i = 0; i < TRIES_MAX; i++) {
      String entry = join(session);
      if (!entry.equals(owner)) {
        return entry;
      }
      call("leave()");
    }
    throw new AssertionError("%d sockets went to %s".formatted(TRIES_MAX, owner));
  }

  private List<AccessLine> upgrades() {
    try {
      return Files.readAllLines(twin.accessLog()).stream()
          .map(BalancerCodec::readLine)
          .filter(line -> line.kind() == AccessLine.Kind.UPGRADE)
          .toList();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Calls a function of the page. */
  JsonNode call(String function) throws InterruptedException {
    return tab.evaluate("user." + function);
  }

  /** What the SDK has told since the last join, oldest first. */
  List<Told> told() {
    try {
      List<Told> all = new ArrayList<>();
      for (JsonNode one : tab.evaluate("user.told")) {
        all.add(
            new Told(
                one.get("what").asString(),
                one.get("subject").asString(),
                one.get("detail").asString()));
      }
      return all;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Waits until the SDK has told this. */
  void awaitTold(String what, String subject, String detail) throws InterruptedException {
    awaitTold(what, subject, detail, SOON);
  }

  void awaitTold(String what, String subject, String detail, Duration bound)
      throws InterruptedException {
    Told wanted = new Told(what, subject, detail);
    if (!Pause.until(() -> told().contains(wanted), LOOK_EVERY, bound)) {
      throw new AssertionError(name + " was not told " + wanted + " but " + told());
    }
  }

  /** Waits until all its peer connections, so many, are alive. */
  void awaitMedia(int connections) throws InterruptedException {
    List<String> wanted = List.of("connected", "completed");
    boolean alive =
        Pause.until(
            () -> ice().size() == connections && wanted.containsAll(ice()), LOOK_EVERY, SOON);
    if (!alive) {
      throw new AssertionError(name + " has peer connections " + ice() + " and was told " + told());
    }
  }

  /** The states of its peer connections. */
  List<String> ice() {
    try {
      List<String> states = new ArrayList<>();
      call("ice()").forEach(state -> states.add(state.asString()));
      return states;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
