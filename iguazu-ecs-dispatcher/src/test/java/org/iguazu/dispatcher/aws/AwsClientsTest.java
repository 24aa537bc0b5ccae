package org.iguazu.dispatcher.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsClientsTest {

  private static final Map<String, String> INSIDE_ECS =
      Map.of("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/x");

  @Test
  void refusesALoopbackInsideEcs() {
    assertThatThrownBy(() -> AwsClients.create(endpoint("http://127.0.0.1:4566"), INSIDE_ECS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "iguazu.aws.endpoint is http://127.0.0.1:4566, a loopback, but this process runs inside"
                + " ECS: remove it");
    assertThatThrownBy(() -> AwsClients.create(endpoint("http://[::1]:4566"), INSIDE_ECS))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void takesALoopbackElsewhereAndNeedsNoRegionForIt() {
    try (AwsClients clients = AwsClients.create(endpoint("http://localhost:4566"), Map.of())) {
      assertThat(clients.region().id()).isEqualTo("us-east-1");
    }
  }

  private static AwsProperties endpoint(String url) {
    return new AwsProperties(
        URI.create(url), null, null, Duration.ofSeconds(1), Duration.ofSeconds(2), 1);
  }
}
