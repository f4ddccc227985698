package io.drillmaster.chaos.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of an account, in the words of this package. Thread-safe; each call is bounded.
 * Every method throws {@link CloudException} when AWS refuses or does not answer.
 */
interface Cloud extends AutoCloseable {

  /** Scaling groups that a CloudFormation stack made. */
  List<Group> groups(String stack);

  /** Instances of these groups, the terminated as long as EC2 tells of them. */
  List<Instance> instances(List<String> groups);

  /** The balancer of a target group. */
  Balancer balancer(String targetGroup);

  /** Health of the registered targets, by instance. */
  Map<String, TargetHealth> targets(String targetGroup);

  /** The latest activities of a group, newest first. */
  List<Activity> activities(String group);

  /** Whether an instance may not be terminated through the API by anybody. */
  boolean isProtected(String instance);

  /**
   * Asks by a dry run whether we may terminate it.
   *
   * @return AWS's words when not; empty = we may
   */
  Optional<String> refusesToTerminate(String instance);

  /** As {@link #refusesToTerminate}, for setting a tag. */
  Optional<String> refusesToTag(String instance);

  /** Sets tags. */
  void tag(String instance, Map<String, String> tags);

  /**
   * Terminates it, in one call that is not tried again.
   *
   * @param skipOsShutdown whether the machine is taken away without asking its operating system
   * @return the state that it was in before
   */
  String terminate(String instance, boolean skipOsShutdown);

  /** The ARN of whoever asks; needs no right. */
  String caller();

  /** Tags of a scaling group as of now: one short call, not tried again. */
  Map<String, String> tagsNow(String group);

  /** Sets a tag of a scaling group, not of its instances: one short call, not tried again. */
  void tagGroup(String group, String key, String value);

  /** Deletes a tag of a scaling group: one short call, not tried again. */
  void untagGroup(String group, String key);

  /** The way into its machines. */
  Hosts hosts();

  /** The safety lever of account and region: one short call, not tried again. */
  SafetyLever safetyLever();

  @Override
  void close();
}
