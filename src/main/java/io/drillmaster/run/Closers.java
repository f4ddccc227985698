package io.drillmaster.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Things to close in reverse order of opening, each once, whatever the others do. Used by one
 * thread.
 */
final class Closers implements AutoCloseable {

  private record Entry(String name, AutoCloseable closeable) {}

  private final Deque<Entry> open = new ArrayDeque<>();
  private final List<String> failures = new ArrayList<>();

  /** Remembers to close it and returns it. */
  <T extends AutoCloseable> T add(String name, T closeable) {
    open.push(new Entry(name, closeable));
    return closeable;
  }

  /** Closes the newest ones down to and including this; without it nothing happens. */
  void closeFrom(AutoCloseable last) {
    if (open.stream().noneMatch(entry -> entry.closeable() == last)) {
      return;
    }
    AutoCloseable closed = null;
    while (closed != last) {
      Entry entry = open.pop();
      closed = entry.closeable();
      close(entry);
    }
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      close(open.pop());
    }
  }

  /** What could not be closed properly. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  // The boundary: whatever one of them throws, the others must be closed too, and the failure is
  // reported.
  private void close(Entry entry) {
    try {
      entry.closeable().close();
    } catch (Exception e) {
      failures.add(entry.name() + " did not close: " + e);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
