package org.iguazu.loopback.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pulls from a registry that takes its time: it answers once it was looked up twice how they go.
 */
@NeedsDocker
final class ImagesIT {

  private static final String REFUSAL =
      "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"not for everybody\"}]}";

  @TempDir Path directory;
  private final List<String> asked = new CopyOnWriteArrayList<>();
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
    asked.add(exchange.getRequestURI().getPath());
    try {
      lookUps.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    boolean refused = !exchange.getRequestURI().getPath().equals("/v2/"); // which greets
    exchange.sendResponseHeaders(refused ? 403 : 200, REFUSAL.length());
    exchange.getResponseBody().write(REFUSAL.getBytes(UTF_8));
    exchange.close();
  }

  private Images.Pull pull(boolean wanted) {
    return pull("slow:1", wanted);
  }

  private Images.Pull pull(String name, boolean wanted) {
    String image = "127.0.0.1:%d/%s".formatted(registry.getAddress().getPort(), name);
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

  /** Asked for no tag, a daemon would ask for all of them, and pull them. */
  @ParameterizedTest
  @CsvSource({"plain,latest", "plain:7,7", "DIGEST,DIGEST"})
  void onlyWhatIsNamedIsPulled(String name, String manifest) {
    String digest = "sha256:" + "0f".repeat(32);

    pull(name.equals("DIGEST") ? "plain@" + digest : name, true);

    assertThat(asked)
        .contains("/v2/plain/manifests/" + (manifest.equals("DIGEST") ? digest : manifest))
        .noneMatch(path -> path.contains("/tags/"));
  }

  @Test
  void aPullThatNobodyWantsAnyMoreIsLeft() {
    assertThat(pull(false)).isInstanceOf(Images.Pull.NotWanted.class);
  }
}
