package io.drillmaster.twin.store;

import java.util.concurrent.CompletionStage;

/**
 * The shared store of all masters: every command is one atomic step. Never blocks; a store that
 * does not answer in time completes its stage exceptionally, and the command may or may not have
 * taken effect.
 */
public interface Store extends AutoCloseable {

  /**
   * Executes one command.
   *
   * @return the answer, or an exceptional completion when the store is unreachable or too slow
   */
  <A extends StoreAnswer> CompletionStage<A> run(StoreCommand<A> command);

  @Override
  void close();
}
