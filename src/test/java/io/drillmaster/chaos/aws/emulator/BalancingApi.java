package io.drillmaster.chaos.aws.emulator;

import java.util.List;
import java.util.Map;

/** Actions of Elastic Load Balancing, version 2: one application load balancer. */
final class BalancingApi implements Api {

  static final String NAMESPACE = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

  private static final int ENTRY_PORT = 4443;

  private final World world;

  BalancingApi(World world) {
    this.world = world;
  }

  @Override
  public String answer(Call call) {
    Xml xml = new Xml();
    xml.block(
        call.action() + "Result",
        () -> {
          switch (call.action()) {
            case "DescribeLoadBalancers" -> balancers(call, xml);
            case "DescribeLoadBalancerAttributes" -> attributes(call, xml);
            case "DescribeTargetGroups" -> targetGroups(call, xml);
            case "DescribeListeners" -> listeners(call, xml);
            case "DescribeTargetHealth" -> health(call, xml);
            default -> throw Refusal.unknownAction(call);
          }
        });
    return xml.inside(call.action() + "Response", NAMESPACE);
  }

  private static void known(List<String> asked, String arn, String code) {
    asked.stream()
        .filter(each -> !each.equals(arn))
        .findFirst()
        .ifPresent(
            each -> {
              throw new Refusal(code, 400, "'" + each + "' not found");
            });
  }

  private void balancers(Call call, Xml xml) {
    Stack stack = world.stack;
    known(call.list("LoadBalancerArns"), stack.balancerArn(), "LoadBalancerNotFound");
    xml.list(
        "LoadBalancers",
        "member",
        List.of(stack),
        (x, each) ->
            x.text("LoadBalancerArn", each.balancerArn())
                .text("DNSName", each.dnsName)
                .text("LoadBalancerName", each.name + "-lb")
                .text("Scheme", "internet-facing")
                .text("Type", "application")
                .block("State", () -> x.text("Code", "active"))
                .list(
                    "AvailabilityZones",
                    "member",
                    List.of("eu-west-1a", "eu-west-1b"),
                    (y, zone) -> y.text("ZoneName", zone)));
  }

  private void attributes(Call call, Xml xml) {
    known(
        List.of(call.required("LoadBalancerArn")),
        world.stack.balancerArn(),
        "LoadBalancerNotFound");
    xml.list(
        "Attributes",
        "member",
        Map.of("idle_timeout.timeout_seconds", world.stack.idleSeconds).entrySet(),
        (x, each) -> x.text("Key", each.getKey()).text("Value", each.getValue()));
  }

  private void targetGroups(Call call, Xml xml) {
    Stack stack = world.stack;
    known(call.list("TargetGroupArns"), stack.targetGroupArn(), "TargetGroupNotFound");
    xml.list(
        "TargetGroups",
        "member",
        List.of(stack),
        (x, each) ->
            x.text("TargetGroupArn", each.targetGroupArn())
                .text("TargetGroupName", each.name + "-tg")
                .text("Protocol", "HTTPS")
                .text("Port", ENTRY_PORT)
                .text("HealthCheckPath", "/")
                .text("HealthCheckPort", ENTRY_PORT)
                .text("HealthCheckIntervalSeconds", each.checkSeconds)
                .text("HealthCheckTimeoutSeconds", each.checkTimeoutSeconds)
                .text("HealthyThresholdCount", each.healthyAfter)
                .text("UnhealthyThresholdCount", each.unhealthyAfter)
                .text("TargetType", "instance")
                .block("LoadBalancerArns", () -> x.text("member", each.balancerArn())));
  }

  private void listeners(Call call, Xml xml) {
    Stack stack = world.stack;
    known(List.of(call.required("LoadBalancerArn")), stack.balancerArn(), "LoadBalancerNotFound");
    xml.list(
        "Listeners",
        "member",
        List.of(stack),
        (x, each) ->
            x.text("ListenerArn", each.balancerArn().replace("loadbalancer", "listener"))
                .text("LoadBalancerArn", each.balancerArn())
                .text("Port", 443)
                .text("Protocol", "HTTPS"));
  }

  private void health(Call call, Xml xml) {
    known(
        List.of(call.required("TargetGroupArn")),
        world.stack.targetGroupArn(),
        "TargetGroupNotFound");
    xml.list(
        "TargetHealthDescriptions",
        "member",
        world.targets().entrySet(),
        (x, each) ->
            x.block("Target", () -> x.text("Id", each.getKey()).text("Port", ENTRY_PORT))
                .text("HealthCheckPort", ENTRY_PORT)
                .block(
                    "TargetHealth",
                    () ->
                        x.text("State", each.getValue().state())
                            .text("Reason", each.getValue().reason())));
  }
}
