package io.drillmaster.run;

import java.time.Duration;

/** How far the live view may be behind the cluster (decision D23). */
final class ProgressLag {

  private ProgressLag() {}

  /** Watermark at most 0.5 s behind, a flush every 0.2 s, a look every 0.1 s. */
  static final Duration MOST = Duration.ofSeconds(1);
}
