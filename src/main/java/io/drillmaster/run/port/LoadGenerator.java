package io.drillmaster.run.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Holds the load, in processes of its own (decision D26). */
public interface LoadGenerator extends AutoCloseable {

  /** What all participants are told, by the control file. */
  enum Command {
    /** Begin to join. */
    START,
    /** No more room signals; proofs go on. */
    QUIET,
    /** Leave politely and finish. */
    LEAVE,
    /** Cut everything and finish. */
    DROP
  }

  /** Starts the worker processes; returns when all are ready to join. */
  void prepare(LoadOrder order) throws InterruptedException;

  /** Tells all workers. */
  void say(Command command);

  /** Processes that ended before they were told to, each with the tail of its log. */
  List<String> failures();

  /** Waits until all workers have finished by themselves. */
  boolean awaitEnd(Duration bound) throws InterruptedException;

  /** Where Gatling's own HTML report is, relative to the run folder, when it was written. */
  Optional<String> gatlingReport();

  /** Ends what still runs. */
  @Override
  void close();
}
