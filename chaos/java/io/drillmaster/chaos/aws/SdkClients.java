package io.drillmaster.chaos.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.fis.FisClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Clients of the services that are asked, with the credentials and the endpoint that the SDK finds
 * by itself (environment, profile, instance). Thread-safe.
 *
 * @param ec2 reads, tried again
 * @param acting acts, one call each
 * @param scaling reads, tried again
 * @param marking the master group's tags, read and set by one short call each
 * @param balancing reads, tried again
 * @param caller who asks, tried again
 * @param lever the safety lever, by one short call
 * @param systems reads of machines' agents and of commands, tried again
 * @param commanding commands to machines, one call each
 */
record SdkClients(
    Ec2Client ec2,
    Ec2Client acting,
    AutoScalingClient scaling,
    AutoScalingClient marking,
    ElasticLoadBalancingV2Client balancing,
    StsClient caller,
    FisClient lever,
    SsmClient systems,
    SsmClient commanding)
    implements AutoCloseable {

  private static final Duration ATTEMPT = Duration.ofSeconds(5);

  /** All tries of one read. */
  private static final Duration CALL = Duration.ofSeconds(20);

  /** A lever is asked again soon: an answer that takes longer is none. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  /** How a client asks. */
  private record Manner(RetryStrategy retries, Duration attempt, Duration call) {
    static Manner patient() {
      return new Manner(AwsRetryStrategy.standardRetryStrategy(), ATTEMPT, CALL);
    }

    static Manner once() {
      return new Manner(AwsRetryStrategy.doNotRetry(), ATTEMPT, CALL);
    }

    static Manner brief() {
      return new Manner(AwsRetryStrategy.doNotRetry(), SHORT, SHORT);
    }
  }

  /**
   * Opens them for a region.
   *
   * @param run ends the user agent, so that the account's own trail tells who it was
   */
  static SdkClients open(String region, String run) {
    Manner patient = Manner.patient();
    Manner brief = Manner.brief();
    return new SdkClients(
        ready(Ec2Client.builder().httpClient(http()), region, run, patient).build(),
        ready(Ec2Client.builder().httpClient(http()), region, run, Manner.once()).build(),
        ready(AutoScalingClient.builder().httpClient(http()), region, run, patient).build(),
        ready(AutoScalingClient.builder().httpClient(http()), region, run, brief).build(),
        ready(ElasticLoadBalancingV2Client.builder().httpClient(http()), region, run, patient)
            .build(),
        ready(StsClient.builder().httpClient(http()), region, run, patient).build(),
        ready(FisClient.builder().httpClient(http()), region, run, brief).build(),
        ready(SsmClient.builder().httpClient(http()), region, run, patient).build(),
        ready(SsmClient.builder().httpClient(http()), region, run, Manner.once()).build());
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder().connectionTimeout(ATTEMPT).build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B ready(
      B builder, String region, String run, Manner manner) {
    return builder
        .region(Region.of(region))
        .overrideConfiguration(
            options ->
                options
                    .retryStrategy(manner.retries())
                    .apiCallTimeout(manner.call())
                    .apiCallAttemptTimeout(manner.attempt())
                    .putAdvancedOption(
                        SdkAdvancedClientOption.USER_AGENT_SUFFIX, "drillmaster/" + run));
  }

  @Override
  public void close() {
    ec2.close();
    acting.close();
    scaling.close();
    marking.close();
    balancing.close();
    caller.close();
    lever.close();
    systems.close();
    commanding.close();
  }
}
