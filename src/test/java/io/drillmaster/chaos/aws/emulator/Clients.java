package io.drillmaster.chaos.aws.emulator;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.fis.FisClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Unmodified SDK clients of an emulator, which try once. */
public record Clients(
    Ec2Client ec2,
    AutoScalingClient groups,
    ElasticLoadBalancingV2Client balancing,
    StsClient caller,
    FisClient lever,
    SsmClient systems)
    implements AutoCloseable {

  /** Clients of a caller. */
  public static Clients of(URI endpoint, String accessKey) {
    return new Clients(
        ready(Ec2Client.builder().httpClient(UrlConnectionHttpClient.create()), endpoint, accessKey)
            .build(),
        ready(
                AutoScalingClient.builder().httpClient(UrlConnectionHttpClient.create()),
                endpoint,
                accessKey)
            .build(),
        ready(
                ElasticLoadBalancingV2Client.builder().httpClient(UrlConnectionHttpClient.create()),
                endpoint,
                accessKey)
            .build(),
        ready(StsClient.builder().httpClient(UrlConnectionHttpClient.create()), endpoint, accessKey)
            .build(),
        ready(FisClient.builder().httpClient(UrlConnectionHttpClient.create()), endpoint, accessKey)
            .build(),
        ready(SsmClient.builder().httpClient(UrlConnectionHttpClient.create()), endpoint, accessKey)
            .build());
  }

  private static <B extends AwsClientBuilder<B, ?>> B ready(B builder, URI endpoint, String key) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(World.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "any")))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  @Override
  public void close() {
    ec2.close();
    groups.close();
    balancing.close();
    caller.close();
    lever.close();
    systems.close();
  }
}
