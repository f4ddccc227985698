package io.drillmaster.chaos.aws;

import java.util.List;
import java.util.Set;

/**
 * The way into machines: AWS Systems Manager, where its agent runs on them and answers.
 * Thread-safe; each call is bounded. Every method throws {@link CloudException} when AWS refuses or
 * does not answer.
 */
interface Hosts {

  /** Those of these instances whose agent answers. */
  Set<String> online(List<String> instances);

  /**
   * Sends a script to one machine, in one call that is not tried again.
   *
   * @param script lines of a shell
   * @param what it is, for the account's own trail
   * @return id of the command
   */
  String send(String instance, List<String> script, String what);

  /** What became of it so far. */
  HostCommand command(String id, String instance);

  /** Takes back what the machine has not got yet. */
  void cancel(String id, String instance);
}
