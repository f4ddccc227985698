package io.drillmaster.chaos.aws.emulator;

import io.drillmaster.chaos.aws.emulator.Machines.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stack as OpenVidu's template makes it, with whatever a test wants to be different. To be
 * changed before the calls that are to see it.
 */
public final class Stack {

  /** Its name. */
  public final String name;

  /** Tags that somebody put on the master group. */
  public final Map<String, String> groupTags = new TreeMap<>();

  /** Processes of the master group that are suspended. */
  public final List<String> suspended = new ArrayList<>();

  /** So many reads show a terminated instance as it was. */
  public volatile int staleReads;

  /** Instances of one page of an answer. */
  public volatile int page = 1_000;

  /** Health check period, time-out, good and bad checks, of the target group. */
  public volatile int checkSeconds = 10;

  public volatile int checkTimeoutSeconds = 5;
  public volatile int healthyAfter = 3;
  public volatile int unhealthyAfter = 4;

  /** Health check grace of the groups. */
  public volatile int graceSeconds = 180;

  /** Of the balancer. */
  public volatile int idleSeconds = 60;

  /** Instances whose SSM agent answers; as the template makes it, none. */
  public final Set<String> online = ConcurrentHashMap.newKeySet();

  /** Until a machine has got a command; longer than anybody waits = its agent hangs. */
  public volatile int deliverySeconds;

  /** The account's safety lever: disengaged, engaging or engaged. */
  public volatile String safetyLever = "disengaged";

  /** What clients call the balancer. */
  public volatile String dnsName = "ov-lb-1234.eu-west-1.elb.amazonaws.com";

  public Stack(String name) {
    this.name = name;
  }

  String group(Kind kind) {
    return kind == Kind.MASTER ? name + "-ASGOpenViduProMasterNode" : name + "-ASGMediaNode";
  }

  String groupArn(Kind kind) {
    return "arn:aws:autoscaling:%s:%s:autoScalingGroup:1:autoScalingGroupName/%s"
        .formatted(World.REGION, World.ACCOUNT, group(kind));
  }

  String balancerArn() {
    return "arn:aws:elasticloadbalancing:%s:%s:loadbalancer/app/%s-lb/1"
        .formatted(World.REGION, World.ACCOUNT, name);
  }

  String targetGroupArn() {
    return "arn:aws:elasticloadbalancing:%s:%s:targetgroup/%s-tg/1"
        .formatted(World.REGION, World.ACCOUNT, name);
  }

  /** What the template puts on instances, and AWS itself. */
  Map<String, String> tags(Kind kind) {
    return Map.of(
        "Name",
        name + (kind == Kind.MASTER ? "-Master Node" : "-Media Node"),
        "ov-cluster-member",
        kind == Kind.MASTER ? "server" : "kms",
        "aws:cloudformation:stack-name",
        name,
        "aws:autoscaling:groupName",
        group(kind));
  }
}
