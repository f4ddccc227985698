package io.drillmaster.twin.group;

import io.drillmaster.process.Launch;
import io.drillmaster.process.ProcessId;
import io.drillmaster.twin.Site;
import io.drillmaster.twin.Twin;
import io.drillmaster.twin.TwinClocks;
import io.drillmaster.twin.TwinException;
import io.drillmaster.twin.TwinKey;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinSpec;
import io.drillmaster.twin.TwinWatch;
import io.drillmaster.twin.node.NodeSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A twin that this process started and keeps. */
public final class RunningTwin implements Twin {

  private static final Logger LOG = LoggerFactory.getLogger(RunningTwin.class);

  private static final int SECRET_BYTES = 16;

  private final TwinSpec spec;
  private final NodeSecrets secrets;
  private final NodePlan plan;
  private final Site site;
  private final Keeper keeper;
  private final Marks marks;
  private boolean isDescribed = true;
  private boolean isClosed;

  private RunningTwin(TwinSpec spec, Site site, TwinWatch watch) {
    this.spec = spec;
    this.secrets = new NodeSecrets(randomWord(), randomWord());
    this.site = site;
    this.plan = new NodePlan(spec, site.launch(), secrets, site.addresses());
    this.marks = Marks.of(spec.folder());
    this.keeper =
        new Keeper(spec, secrets, plan, new Fleet(plan, site, watch), watch, this::describe);
  }

  /** Starts a twin of processes of this host; see {@link Twin#start}. */
  public static RunningTwin start(TwinSpec spec, Launch launch, TwinWatch watch) {
    return start(spec, HostSite.take(launch), watch);
  }

  /** Starts a twin at a site, which is closed with it; see {@link Twin#start}. */
  public static RunningTwin start(TwinSpec spec, Site site, TwinWatch watch) {
    try {
      Files.createDirectories(spec.folder());
    } catch (IOException cause) {
      throw new UncheckedIOException("folder " + spec.folder() + " cannot be made", cause);
    }
    RunningTwin twin = new RunningTwin(spec, site, watch);
    boolean isUp = false;
    try {
      TwinFile.writeSecret(spec.folder(), twin.secret());
      twin.keeper.bringUp();
      isUp = true;
      return twin;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TwinException("interrupted while the twin was starting", interrupted);
    } finally {
      if (!isUp) {
        twin.closeUninterrupted();
      }
    }
  }

  /** An interrupt ends the start; ending the processes again must not be cut short by it. */
  private void closeUninterrupted() {
    boolean isInterrupted = Thread.interrupted();
    try {
      close();
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String randomWord() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Called on the keeper's thread. A full disk must not keep it from replacing the dead. */
  private void describe(List<TwinNode> nodes, boolean isWhole) {
    try {
      TwinFile.write(
          spec.folder(),
          new TwinFile.Content(
              ProcessId.of(ProcessHandle.current()), baseUrl(), spec.clocks(), isWhole, nodes));
      isDescribed = true;
    } catch (UncheckedIOException full) {
      if (isDescribed) {
        LOG.warn("{}; the twin goes on, its node table is out of date", full.getMessage());
      }
      isDescribed = false;
    }
  }

  @Override
  public TwinClocks clocks() {
    return spec.clocks();
  }

  @Override
  public URI baseUrl() {
    return plan.baseUrl();
  }

  @Override
  public String secret() {
    return secrets.cluster();
  }

  @Override
  public List<TwinNode> nodes() {
    return keeper.nodes();
  }

  @Override
  public void protect(String incarnation) {
    marks.set(incarnation);
  }

  @Override
  public void release(String incarnation) {
    marks.clear(incarnation);
  }

  @Override
  public boolean isWhole() {
    return keeper.isWhole();
  }

  @Override
  public Optional<List<TwinKey>> storeKeys() {
    return keeper.storeKeys();
  }

  @Override
  public void saveStore() {
    keeper.saveStore();
  }

  @Override
  public Path accessLog() {
    return plan.accessLog();
  }

  @Override
  public Path folder() {
    return spec.folder();
  }

  @Override
  public synchronized void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    keeper.close();
    site.close();
    TwinFile.remove(spec.folder());
  }
}
