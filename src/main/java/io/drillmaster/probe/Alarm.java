package io.drillmaster.probe;

/** One timer of a state machine: setting it anew replaces what was set. On the loop only. */
final class Alarm {
  private final CanaryLoop loop;
  private final Runnable ring;
  private long generation;

  Alarm(CanaryLoop loop, Runnable ring) {
    this.loop = loop;
    this.ring = ring;
  }

  /** Rings at that stamp or right after, unless set anew before. */
  void at(long stamp) {
    long mine = ++generation;
    loop.at(
        stamp,
        () -> {
          if (mine == generation) {
            ring.run();
          }
        });
  }
}
