package io.drillmaster.chaos.aws;

import io.drillmaster.chaos.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A timer that a test turns by hand. */
final class HandTimer implements Timer {
  final List<Duration> waits = new ArrayList<>();
  private final Deque<Runnable> calls = new ArrayDeque<>();

  @Override
  public void after(Duration wait, Runnable call) {
    waits.add(wait);
    calls.add(call);
  }

  @Override
  public void every(Duration pause, Runnable call) {
    throw new AssertionError("nobody asked for a call again and again");
  }

  /** The next call, now. */
  void turn() {
    calls.remove().run();
  }

  @Override
  public void close() {
    calls.clear();
  }
}
