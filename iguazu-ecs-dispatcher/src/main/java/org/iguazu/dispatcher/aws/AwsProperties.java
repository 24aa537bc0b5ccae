package org.iguazu.dispatcher.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which AWS is spoken to.
 *
 * @param endpoint where to send every call instead of AWS, such as the loopback's {@code
 *     http://127.0.0.1:4566}; a loopback address is never sent real credentials
 * @param endpointForContainers where containers find S3 if they cannot reach {@code endpoint}, as
 *     those of a loopback with Docker
 * @param region the region; if not said, where the environment says we are
 * @param attemptTimeout how long one HTTP attempt may take before its outcome counts as unknown
 * @param callTimeout how long a call may take with all its attempts
 * @param connections how many connections are kept to one service
 */
@ConfigurationProperties("iguazu.aws")
public record AwsProperties(
    @Nullable URI endpoint,
    @Nullable URI endpointForContainers,
    @Nullable String region,
    @DefaultValue("10s") Duration attemptTimeout,
    @DefaultValue("30s") Duration callTimeout,
    @DefaultValue("64") int connections) {

  /** Where containers find AWS. */
  @Nullable URI forContainers() {
    return endpointForContainers == null ? endpoint : endpointForContainers;
  }
}
