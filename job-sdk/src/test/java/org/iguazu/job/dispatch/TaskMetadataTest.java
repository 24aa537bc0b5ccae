package org.iguazu.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskMetadataTest {

  private static final String ARN = "arn:aws:ecs:eu-west-1:000000000000:task/default/0123";

  @Test
  void theAgentSaysWhichTaskThisIs() throws IOException {
    HttpServer agent =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    agent.createContext(
        "/v4/abc/task",
        exchange -> {
          byte[] body = "{\"TaskARN\": \"%s\"}".formatted(ARN).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    agent.start();
    try {
      assertThat(TaskMetadata.arn(at(agent.getAddress().getPort()))).isEqualTo(ARN);
    } finally {
      agent.stop(0);
    }
  }

  @Test
  void outsideEcsThereIsNoTask() {
    assertThat(TaskMetadata.arn(Map.of())).isNull();
  }

  @Test
  void anAgentThatDoesNotAnswerDoesNotHoldTheJobUp() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(5),
          () -> assertThat(TaskMetadata.arn(at(silent.getLocalPort()))).isNull());
    }
  }

  private static Map<String, String> at(int port) {
    return Map.of("ECS_CONTAINER_METADATA_URI_V4", "http://127.0.0.1:%d/v4/abc".formatted(port));
  }
}
