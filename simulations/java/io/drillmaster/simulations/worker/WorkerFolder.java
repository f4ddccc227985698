package io.drillmaster.simulations.worker;

import java.nio.file.Path;

/**
 * Where workers and coordinator find each other's files within a run folder.
 *
 * @param run the run folder
 */
public record WorkerFolder(Path run) {

  /** What all workers are told. */
  public Path control() {
    return run.resolve("control.jsonl");
  }

  /** What one worker is told at its start. */
  public Path settings(String worker) {
    return run.resolve("workers").resolve(worker + ".json");
  }

  /** Appears when the worker's history is complete; Gatling's report may still be drawn. */
  public Path done(String worker) {
    return run.resolve("workers").resolve(worker + ".done");
  }

  /** Gatling's results of one worker. */
  public Path gatling(String worker) {
    return run.resolve("gatling").resolve(worker);
  }

  /** Its log. */
  public Path log(String worker) {
    return run.resolve("nodes").resolve(worker + ".log");
  }
}
