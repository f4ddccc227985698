package io.drillmaster.twin.group;

import io.drillmaster.process.Ports;
import io.drillmaster.twin.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one twin: a 127.x.y.0/24 that nobody else uses, held by a file lock until closed
 * or the process ends (D16). Where the machine has 127.0.0.1 only, every node is there and gets a
 * free port.
 */
final class LoopbackNet implements Site.Addresses, AutoCloseable {

  private static final int TRIES_MAX = 64;
  private static final int BALANCER_PORT = 4443;
  private static final String ONLY = "127.0.0.1";

  private final String prefix;
  private final @Nullable FileLock lock;

  private LoopbackNet(String prefix, @Nullable FileLock lock) {
    this.prefix = prefix;
    this.lock = lock;
  }

  /** Takes a free one. */
  static LoopbackNet take() {
    if (!Ports.isFree("127.77.77.77", 0)) {
      return onlyOne();
    }
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < TRIES_MAX; i++) {
      String prefix = "127." + (1 + random.nextInt(254)) + "." + random.nextInt(256) + ".";
      Optional<FileLock> lock = tryLock(prefix);
      if (lock.isPresent() && Ports.isFree(prefix + "1", BALANCER_PORT)) {
        return new LoopbackNet(prefix, lock.get());
      }
      lock.ifPresent(LoopbackNet::release);
    }
    throw new IllegalStateException(
        "no free 127.x.y.0/24 found in %d tries; are other twins running? see %s"
            .formatted(TRIES_MAX, folder()));
  }

  /** The net of a machine that has 127.0.0.1 and no other address of it. */
  static LoopbackNet onlyOne() {
    return new LoopbackNet("", null);
  }

  /** One for each user of each network namespace: only there can addresses collide. */
  private static Path folder() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "drillmaster-" + System.getProperty("user.name") + namespace() + "-nets");
  }

  /** The number of the network namespace, after a hyphen; empty where there is no such thing. */
  private static String namespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/net"))
          .toString()
          .replaceAll("\\D+", "-")
          .replaceAll("-$", "");
    } catch (IOException | UnsupportedOperationException none) {
      return "";
    }
  }

  private static Optional<FileLock> tryLock(String prefix) {
    try {
      Files.createDirectories(folder());
      FileChannel channel =
          FileChannel.open(
              folder().resolve(prefix + "lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return Optional.of(lock);
        }
      } catch (OverlappingFileLockException ours) {
        // another twin of this very process has it
      }
      channel.close();
      return Optional.empty();
    } catch (IOException cause) {
      throw new UncheckedIOException("a lock in " + folder() + " cannot be taken", cause);
    }
  }

  /** Whether nodes have addresses of their own. */
  boolean isWide() {
    return !prefix.isEmpty();
  }

  /** The address of host number k. */
  String host(int k) {
    return isWide() ? prefix + k : ONLY;
  }

  /** The usual port, or any free one on the only address. */
  @Override
  public String address(int k, int usualPort) {
    return isWide() ? prefix + k + ":" + usualPort : ONLY + ":" + Ports.free(ONLY);
  }

  @Override
  public void close() {
    if (lock != null) {
      release(lock);
    }
  }

  private static void release(FileLock lock) {
    try {
      lock.acquiredBy().close();
    } catch (IOException cause) {
      throw new UncheckedIOException("a lock in " + folder() + " cannot be released", cause);
    }
  }
}
