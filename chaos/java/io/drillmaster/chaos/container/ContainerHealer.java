package io.drillmaster.chaos.container;

import io.drillmaster.chaos.process.Healer;
import io.drillmaster.process.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Heals an interrupted run whose twin was in containers: unpauses, puts back on the network, kills
 * what was to vanish, and removes all that carries the label of the run. Doing it twice does no
 * harm.
 */
public final class ContainerHealer {
  private static final Path MARKER = Path.of("nodes", ContainerSite.MARKER);

  private final Engine engine;

  /** A healer with this machine's engine. */
  private ContainerHealer(Engine engine) {
    this.engine = engine;
  }

  /** With another engine. */
  static ContainerHealer with(Engine engine) {
    return new ContainerHealer(engine);
  }

  /**
   * With the engine of this machine.
   *
   * @param environment of this process
   * @throws EngineFailed when there is none
   */
  public static ContainerHealer here(Map<String, String> environment) {
    return new ContainerHealer(DockerEngine.open(environment));
  }

  /** Whether the run of a folder was in containers. */
  public static boolean isFor(Path runFolder) {
    return Files.exists(runFolder.resolve(MARKER));
  }

  /**
   * Heals.
   *
   * @throws IllegalArgumentException when the run is still going on, or its ledger is damaged
   * @throws EngineFailed when the engine does not do it
   * @throws InterruptedException when the thread is interrupted; run it again
   */
  public Healer.Report heal(Path runFolder) throws InterruptedException {
    String run = run(runFolder);
    ContainerSignals signals = new ContainerSignals(engine, run, Signals.system());
    Healer.Report healed = new Healer(signals).heal(runFolder);
    List<String> lines = new ArrayList<>(healed.lines());
    lines.add(remove(run));
    return new Healer.Report(lines, healed.isHealed());
  }

  /**
   * Removes containers and network of a run.
   *
   * @return what was done, in words
   * @throws EngineFailed when something is left
   */
  public String remove(String run) {
    List<String> removed = engine.removeAll(run);
    return removed.isEmpty()
        ? "containers of the run: none is left"
        : "containers of the run: removed " + String.join(", ", removed);
  }

  private static String run(Path runFolder) {
    Path marker = runFolder.resolve(MARKER);
    try {
      return Files.readString(marker).strip();
    } catch (IOException cause) {
      throw new UncheckedIOException(marker + " cannot be read", cause);
    }
  }
}
