package org.iguazu.loopback.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pulls from a registry that takes its time: it answers once it was looked up twice how they go.
 */
@NeedsDocker
final class ImagesIT {

  private static final String REFUSAL =
      "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"not for everybody\"}]}";

  @TempDir Path directory;
  private final CountDownLatch lookUps = new CountDownLatch(2);
  private HttpServer registry;
  private Daemon daemon;

  @BeforeEach
  void start() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    registry.createContext("/", this::answerLate);
    registry.start();
    daemon = new Daemon(DockerOptions.defaults(), DockerEngine.owner(directory));
  }

  @AfterEach
  void stop() {
    daemon.close();
    registry.stop(0);
  }

  private void answerLate(HttpExchange exchange) throws IOException {
    try {
      lookUps.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    exchange.sendResponseHeaders(403, REFUSAL.length());
    exchange.getResponseBody().write(REFUSAL.getBytes(UTF_8));
    exchange.close();
  }

  private Images.Pull pull(boolean wanted) {
    String image = "127.0.0.1:%d/slow:1".formatted(registry.getAddress().getPort());
    return new Images(daemon.docker())
        .have(
            image,
            () -> {
              lookUps.countDown();
              return wanted;
            });
  }

  @Test
  void aPullIsWaitedForUntilTheRegistryHasAnswered() {
    assertThat(pull(true))
        .isInstanceOfSatisfying(
            Images.Pull.Failed.class, it -> assertThat(it.reason()).contains("not for everybody"));
  }

  @Test
  void aPullThatNobodyWantsAnyMoreIsLeft() {
    assertThat(pull(false)).isInstanceOf(Images.Pull.NotWanted.class);
  }
}
