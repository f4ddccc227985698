package io.drillmaster.chaos.aws.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Actions of Systems Manager: commands are run by a {@link HostStandIn}. */
final class SsmApi implements Api {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A command that was sent. */
  private static final class Command {
    final String id;
    final Instance instance;
    final List<String> lines;
    final Instant deliveredAt;
    String status = "Pending";
    HostStandIn.Answer answer = new HostStandIn.Answer(-1, "", "");

    Command(String id, Instance instance, List<String> lines, Instant deliveredAt) {
      this.id = id;
      this.instance = instance;
      this.lines = lines;
      this.deliveredAt = deliveredAt;
    }
  }

  private final World world;
  private final HostStandIn host;
  private final Map<String, Command> commands = new LinkedHashMap<>();

  SsmApi(World world) {
    this.world = world;
    this.host = new HostStandIn(world);
  }

  @Override
  public String answer(Call call) {
    deliver();
    JsonNode asked = JSON.readTree(call.required(Call.BODY));
    return switch (call.action()) {
      case "DescribeInstanceInformation" -> information(asked);
      case "SendCommand" -> send(asked);
      case "GetCommandInvocation" -> invocation(command(asked));
      case "CancelCommand" -> cancel(command(asked));
      default -> throw Refusal.unknownAction(call);
    };
  }

  /** Whatever is due by now; a machine's own timers, too. */
  private void deliver() {
    host.turn();
    for (Command each : commands.values()) {
      if (each.status.equals("Pending") && !world.now().isBefore(each.deliveredAt)) {
        each.answer = host.run(each.instance, each.lines);
        each.status = each.answer.code() == 0 ? "Success" : "Failed";
      }
    }
  }

  private String information(JsonNode asked) {
    List<String> found = new ArrayList<>();
    for (JsonNode value : asked.path("Filters").path(0).path("Values")) {
      if (world.stack.online.contains(value.asString())) {
        found.add("{\"InstanceId\":\"%s\",\"PingStatus\":\"Online\"}".formatted(value.asString()));
      }
    }
    return "{\"InstanceInformationList\":[%s]}".formatted(String.join(",", found));
  }

  private String send(JsonNode asked) {
    String instance = asked.path("InstanceIds").path(0).asString();
    if (!world.stack.online.contains(instance)) {
      throw new Refusal("InvalidInstanceId", 400, "Instances not in a valid state for account");
    }
    List<String> lines = new ArrayList<>();
    asked.path("Parameters").path("commands").forEach(line -> lines.add(line.asString()));
    String id = "command-%04d".formatted(commands.size());
    commands.put(
        id,
        new Command(
            id,
            world.instance(instance),
            lines,
            world.now().plusSeconds(world.stack.deliverySeconds)));
    return "{\"Command\":{\"CommandId\":\"%s\",\"Status\":\"Pending\"}}".formatted(id);
  }

  private Command command(JsonNode asked) {
    Command found = commands.get(asked.path("CommandId").asString());
    if (found == null) {
      throw new Refusal("InvocationDoesNotExist", 400, "the command ID does not exist");
    }
    return found;
  }

  private static String invocation(Command command) {
    return JSON.writeValueAsString(
        Map.of(
            "CommandId", command.id,
            "InstanceId", command.instance.machine.id(),
            "Status", command.status,
            "ResponseCode", command.answer.code(),
            "StandardOutputContent", command.answer.output(),
            "StandardErrorContent", command.answer.error()));
  }

  private static String cancel(Command command) {
    if (command.status.equals("Pending")) {
      command.status = "Cancelled";
    }
    return "{}";
  }
}
