package io.drillmaster.twin.browser;

import io.drillmaster.time.Pause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * A headless Chromium with a fake camera and microphone, driven by its DevTools protocol. It has a
 * profile of its own, talks to nobody but 127.0.0.0/8, and ends with this object.
 */
public final class Chromium implements AutoCloseable {

  private static final Duration START_BOUND = Duration.ofSeconds(30);
  private static final Duration END_BOUND = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private static final List<String> OPTIONS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-quic",
          "--disable-sync",
          "--disable-extensions",
          "--disable-component-update",
          "--disable-background-networking",
          "--disable-background-timer-throttling",
          "--disable-backgrounding-occluded-windows",
          "--disable-renderer-backgrounding",
          "--disable-features=WebRtcHideLocalIpsWithMdns",
          "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.*",
          "--allow-loopback-in-peer-connection",
          "--use-fake-ui-for-media-stream",
          "--use-fake-device-for-media-stream",
          "--no-proxy-server",
          "--no-first-run",
          "--no-default-browser-check",
          "--remote-debugging-port=0");

  private final Process process;
  private final DevTools tools;

  private Chromium(Process process, DevTools tools) {
    this.process = process;
    this.tools = tools;
  }

  /** Starts one with its profile and log in this folder. */
  public static Chromium start(Path program, Path folder) throws IOException, InterruptedException {
    Path profile = folder.resolve("profile");
    Path log = folder.resolve("chromium.log");
    List<String> argv = new ArrayList<>();
    argv.add(program.toString());
    argv.addAll(OPTIONS);
    argv.add("--user-data-dir=" + profile);
    argv.add("about:blank");
    ProcessBuilder builder =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("TMPDIR", folder.toString());
    Process process = builder.start();
    try {
      DevTools tools = new DevTools(address(process, profile.resolve("DevToolsActivePort"), log));
      if (!tools.connectBlocking(START_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("chromium's DevTools did not answer");
      }
      return new Chromium(process, tools);
    } catch (IOException | RuntimeException | InterruptedException failed) {
      kill(process);
      throw failed;
    }
  }

  /** Chromium writes port and path into its profile when it listens. */
  private static URI address(Process process, Path file, Path log)
      throws IOException, InterruptedException {
    boolean listens =
        Pause.until(() -> !process.isAlive() || lines(file).size() == 2, LOOK_EVERY, START_BOUND);
    if (!listens || !process.isAlive()) {
      throw new IllegalStateException("chromium did not start:\n" + Files.readString(log));
    }
    List<String> lines = lines(file);
    return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException notYet) {
      return List.of();
    }
  }

  /** Opens a page in a tab of its own, with its own storage. */
  public Tab open(URI page) throws InterruptedException {
    ObjectNode none = DevTools.JSON.createObjectNode();
    String context =
        tools.call("", "Target.createBrowserContext", none).get("browserContextId").asString();
    ObjectNode blank = DevTools.JSON.createObjectNode();
    blank.put("url", "about:blank").put("browserContextId", context);
    String target = tools.call("", "Target.createTarget", blank).get("targetId").asString();
    ObjectNode attach = DevTools.JSON.createObjectNode();
    attach.put("targetId", target).put("flatten", true);
    String tab = tools.call("", "Target.attachToTarget", attach).get("sessionId").asString();
    return Tab.opened(tools, tab, page);
  }

  @Override
  public void close() {
    try {
      tools.closeBlocking();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    kill(process);
  }

  private static void kill(Process process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    long deadline = System.nanoTime() + END_BOUND.toNanos();
    try {
      Pause.until(
          () -> all.stream().noneMatch(ProcessHandle::isAlive) || System.nanoTime() > deadline,
          LOOK_EVERY,
          END_BOUND);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
