package io.drillmaster.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turned by hand. */
final class FakeTimer implements Timer {
  final List<Runnable> periodic = new ArrayList<>();
  final Map<Duration, Runnable> once = new HashMap<>();

  @Override
  public void after(Duration wait, Runnable call) {
    once.put(wait, call);
  }

  @Override
  public void every(Duration pause, Runnable call) {
    periodic.add(call);
  }

  void ring(Duration wait) {
    Optional.ofNullable(once.get(wait)).orElseThrow().run();
  }

  void tick() {
    periodic.forEach(Runnable::run);
  }

  @Override
  public void close() {}
}
