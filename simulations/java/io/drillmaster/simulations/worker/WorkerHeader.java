package io.drillmaster.simulations.worker;

import io.drillmaster.history.Header;
import io.drillmaster.time.ClockAnchor;

/** The header of a worker's own history file: the run's, with its own name and anchor. */
final class WorkerHeader {

  private WorkerHeader() {}

  static Header of(WorkerSettings settings) {
    Header header = settings.header();
    return new Header(
        header.format(),
        header.run(),
        settings.name(),
        header.tool(),
        header.target(),
        header.drillYaml(),
        header.seed(),
        header.limits(),
        header.host(),
        header.boot(),
        header.java(),
        ClockAnchor.now());
  }
}
