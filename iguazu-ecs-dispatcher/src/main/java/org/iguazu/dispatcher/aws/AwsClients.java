package org.iguazu.dispatcher.aws;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS clients, over one pool of connections.
 *
 * @param region where they speak to
 * @param launching for RunTask: never repeats a call by itself, for a repeat is ours to decide
 * @param asking for everything that may be repeated freely
 * @param logs CloudWatch Logs
 * @param s3 S3
 * @param sqs SQS, over connections of its own: its answers take as long as nothing happens
 */
public record AwsClients(
    Region region,
    EcsClient launching,
    EcsClient asking,
    CloudWatchLogsClient logs,
    S3Clients s3,
    SqsClients sqs,
    SdkHttpClient http)
    implements AutoCloseable {

  private static final StaticCredentialsProvider NO_CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("loopback", "loopback"));

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /** How long SQS may take for an answer by itself. */
  private static final Duration LONG_POLL = Duration.ofSeconds(20);

  /** Clients as configured, where {@code environment} holds the process's variables. */
  public static AwsClients create(AwsProperties properties, Map<String, String> environment) {
    URI endpoint = properties.endpoint();
    boolean loopback = endpoint != null && isLoopback(endpoint);
    if (loopback && environment.containsKey("ECS_CONTAINER_METADATA_URI_V4")) {
      throw new IllegalStateException(
          "iguazu.aws.endpoint is %s, a loopback, but this process runs inside ECS: remove it"
              .formatted(endpoint));
    }
    SdkHttpClient http = connections(properties).build();
    Region region = regionOf(properties.region(), loopback);
    var building = new Building(properties, region, loopback, http);
    return new AwsClients(
        region,
        building.with(EcsClient.builder(), AwsRetryStrategy.doNotRetry()).httpClient(http).build(),
        building.with(EcsClient.builder(), STANDARD).httpClient(http).build(),
        building.with(CloudWatchLogsClient.builder(), STANDARD).httpClient(http).build(),
        new S3Clients(
            loopback,
            building::s3,
            () -> building.s3Presigner(properties.endpoint()),
            () -> building.s3Presigner(properties.forContainers())),
        new SqsClients(building::sqs),
        http);
  }

  private static Apache5HttpClient.Builder connections(AwsProperties properties) {
    return Apache5HttpClient.builder()
        .maxConnections(properties.connections())
        .connectionTimeout(CONNECT_TIMEOUT)
        .connectionAcquisitionTimeout(CONNECT_TIMEOUT)
        .socketTimeout(properties.attemptTimeout());
  }

  private static final RetryStrategy STANDARD = AwsRetryStrategy.forRetryMode(RetryMode.STANDARD);

  private static Region regionOf(@Nullable String name, boolean loopback) {
    if (name != null) {
      return Region.of(name);
    }
    return loopback
        ? Region.US_EAST_1
        : DefaultAwsRegionProviderChain.builder().build().getRegion();
  }

  private static boolean isLoopback(URI endpoint) {
    try {
      return InetAddress.getByName(endpoint.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // then no call arrives anywhere, and each one says so
    }
  }

  @Override
  public void close() {
    launching.close();
    asking.close();
    logs.close();
    s3.close();
    sqs.close();
    http.close();
  }

  /** What all builders are told. */
  private record Building(
      AwsProperties properties, Region region, boolean loopback, SdkHttpClient http) {

    private <B extends AwsClientBuilder<B, ?>> B with(B builder, RetryStrategy retries) {
      return with(builder, retries, Duration.ZERO);
    }

    private <B extends AwsClientBuilder<B, ?>> B with(
        B builder, RetryStrategy retries, Duration longer) {
      builder
          .region(region)
          .overrideConfiguration(override ->
              override
                  .retryStrategy(retries)
                  .apiCallAttemptTimeout(properties.attemptTimeout().plus(longer))
                  .apiCallTimeout(properties.callTimeout().plus(longer)));
      if (properties.endpoint() != null) {
        builder.endpointOverride(properties.endpoint());
      }
      if (loopback) {
        builder.credentialsProvider(NO_CREDENTIALS);
      }
      return builder;
    }

    /** Does not repeat a call by itself: whoever waits for messages asks again anyway. */
    private SqsClient sqs() {
      Duration longest = properties.attemptTimeout().plus(LONG_POLL);
      return with(SqsClient.builder(), AwsRetryStrategy.doNotRetry(), LONG_POLL)
          .httpClientBuilder(connections(properties).maxConnections(2).socketTimeout(longest))
          .build();
    }

    private S3Client s3() {
      return with(S3Client.builder(), STANDARD)
          .serviceConfiguration(s3Style())
          .httpClient(http)
          .build();
    }

    private S3Presigner s3Presigner(@Nullable URI endpoint) {
      var builder = S3Presigner.builder().region(region).serviceConfiguration(s3Style());
      if (endpoint != null) {
        builder.endpointOverride(endpoint);
      }
      if (loopback) {
        builder.credentialsProvider(NO_CREDENTIALS);
      }
      return builder.build();
    }

    /** Buckets have names of their own at AWS only. */
    private S3Configuration s3Style() {
      return S3Configuration.builder()
          .pathStyleAccessEnabled(properties.endpoint() != null)
          .build();
    }
  }
}
