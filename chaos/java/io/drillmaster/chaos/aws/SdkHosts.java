package io.drillmaster.chaos.aws;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;
import software.amazon.awssdk.services.ssm.model.PingStatus;

/** Machines through Systems Manager, by the AWS SDK. Thread-safe. */
final class SdkHosts implements Hosts {
  private static final String BY_ID = "InstanceIds";
  private static final String DOCUMENT = "AWS-RunShellScript";

  /** The least that is allowed; who has not got it long before that is given up by us. */
  private static final int DELIVERY_SECONDS = 30;

  private static final String RUN_SECONDS = "20";

  /** What AWS allows. */
  private static final int COMMENT_MOST = 100;

  private static final HostCommand NOT_KNOWN_YET = new HostCommand("Pending", -1, "", "");

  private final SsmClient systems;
  private final SsmClient commanding;

  /**
   * A way in.
   *
   * @param systems tries again
   * @param commanding does not
   */
  SdkHosts(SsmClient systems, SsmClient commanding) {
    this.systems = systems;
    this.commanding = commanding;
  }

  @Override
  public Set<String> online(List<String> instances) {
    if (instances.isEmpty()) {
      return Set.of();
    }
    InstanceInformationStringFilter these =
        InstanceInformationStringFilter.builder().key(BY_ID).values(instances).build();
    return SdkCloud.asked(
        "ssm:DescribeInstanceInformation",
        () ->
            systems
                .describeInstanceInformationPaginator(r -> r.filters(these))
                .instanceInformationList()
                .stream()
                .filter(each -> each.pingStatus() == PingStatus.ONLINE)
                .map(each -> each.instanceId())
                .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public String send(String instance, List<String> script, String what) {
    String comment = "drillmaster " + what;
    return SdkCloud.asked(
        "ssm:SendCommand",
        () ->
            commanding
                .sendCommand(
                    r ->
                        r.documentName(DOCUMENT)
                            .instanceIds(instance)
                            .comment(comment.substring(0, Math.min(COMMENT_MOST, comment.length())))
                            .timeoutSeconds(DELIVERY_SECONDS)
                            .parameters(
                                Map.of(
                                    "commands", script, "executionTimeout", List.of(RUN_SECONDS))))
                .command()
                .commandId());
  }

  /** Just after it was sent, AWS may not know of it. */
  @Override
  public HostCommand command(String id, String instance) {
    return SdkCloud.asked(
        "ssm:GetCommandInvocation",
        () -> {
          try {
            GetCommandInvocationResponse now =
                systems.getCommandInvocation(r -> r.commandId(id).instanceId(instance));
            return new HostCommand(
                now.statusAsString(),
                now.responseCode() == null ? -1 : now.responseCode(),
                SdkWords.orEmpty(now.standardOutputContent()),
                SdkWords.orEmpty(now.standardErrorContent()));
          } catch (InvocationDoesNotExistException early) {
            return NOT_KNOWN_YET;
          }
        });
  }

  @Override
  public void cancel(String id, String instance) {
    var unused =
        SdkCloud.asked(
            "ssm:CancelCommand",
            () -> commanding.cancelCommand(r -> r.commandId(id).instanceIds(instance)));
  }
}
