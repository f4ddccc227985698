package io.drillmaster.chaos.aws;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Between the words of the AWS SDK and ours: filters, descriptions, errors. */
final class SdkWords {
  private static final String STACK_TAG = "aws:cloudformation:stack-name";
  private static final String GROUP_TAG = "aws:autoscaling:groupName";
  private static final String GROUP_TYPE = "auto-scaling-group";

  private SdkWords() {}

  static software.amazon.awssdk.services.autoscaling.model.Filter scalingFilter(String stack) {
    return software.amazon.awssdk.services.autoscaling.model.Filter.builder()
        .name("tag:" + STACK_TAG)
        .values(stack)
        .build();
  }

  static Filter instanceFilter(List<String> groups) {
    return Filter.builder().name("tag:" + GROUP_TAG).values(groups).build();
  }

  /** A tag of a group that its instances do not inherit. */
  static software.amazon.awssdk.services.autoscaling.model.Tag groupTag(
      String group, String key, String value) {
    return software.amazon.awssdk.services.autoscaling.model.Tag.builder()
        .resourceId(group)
        .resourceType(GROUP_TYPE)
        .key(key)
        .value(value)
        .propagateAtLaunch(false)
        .build();
  }

  static Map<String, String> tags(AutoScalingGroup group) {
    return group.tags().stream()
        .collect(Collectors.toMap(TagDescription::key, TagDescription::value));
  }

  static Group group(AutoScalingGroup group) {
    return new Group(
        group.autoScalingGroupName(),
        group.autoScalingGroupARN(),
        group.minSize(),
        group.desiredCapacity(),
        group.maxSize(),
        group.healthCheckType(),
        group.healthCheckGracePeriod() == null ? 0 : group.healthCheckGracePeriod(),
        group.targetGroupARNs(),
        group.instances().stream()
            .map(
                each ->
                    new Group.Member(
                        each.instanceId(), each.lifecycleStateAsString(), each.healthStatus()))
            .toList(),
        group.suspendedProcesses().stream().map(each -> each.processName()).toList(),
        tags(group));
  }

  static Instance instance(software.amazon.awssdk.services.ec2.model.Instance instance) {
    Map<String, String> tags =
        instance.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    return new Instance(
        instance.instanceId(),
        instance.state().nameAsString(),
        tags.getOrDefault(GROUP_TAG, ""),
        instance.placement() == null ? "" : orEmpty(instance.placement().availabilityZone()),
        orEmpty(instance.privateIpAddress()),
        orEmpty(instance.publicIpAddress()),
        tags);
  }

  static String orEmpty(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }

  static String code(AwsServiceException answer) {
    return answer.awsErrorDetails() == null ? "" : orEmpty(answer.awsErrorDetails().errorCode());
  }

  static CloudException failure(String action, SdkException broken) {
    if (!(broken instanceof AwsServiceException answer)) {
      return new CloudException(
          "%s: %s; see credentials, region and network".formatted(action, broken.getMessage()),
          "",
          false,
          broken);
    }
    String code = code(answer);
    String cure = "";
    if (CloudException.isDenial(code)) {
      cure = "; allow " + action + " for these credentials";
    } else if (code.equals("OperationNotPermitted")) {
      cure = "; switch termination protection off, or spare it";
    }
    String words = "%s: %s, %s%s".formatted(action, code, message(answer), cure);
    return new CloudException(words, code, answer.isThrottlingException(), broken);
  }

  static String message(AwsServiceException answer) {
    return answer.awsErrorDetails() == null
        ? "status " + answer.statusCode()
        : orEmpty(answer.awsErrorDetails().errorMessage());
  }
}
