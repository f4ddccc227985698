package io.drillmaster.twin.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock on a node's folder. Whoever holds it knows that no older process of this node lives, not
 * even a stopped one, and may seal its boots at once (checks.md 6, seal). It ends with the process.
 */
final class NodeLock {

  private final @Nullable FileLock lock;

  private NodeLock(@Nullable FileLock lock) {
    this.lock = lock;
  }

  /** Takes it if nobody has it. */
  static NodeLock tryTake(Path folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new NodeLock(channel.tryLock());
    } catch (IOException cause) {
      throw new UncheckedIOException("the lock in " + folder + " cannot be taken", cause);
    }
  }

  /** Whether this process has it. */
  boolean isHeld() {
    return lock != null && lock.isValid();
  }
}
