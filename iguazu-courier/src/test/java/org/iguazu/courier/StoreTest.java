package org.iguazu.courier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.iguazu.api.upload.UploadTarget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that fails by chance, and one that fails for good. */
class StoreTest {

  private static final byte[] CONTENT = "content".getBytes(UTF_8);

  private final AtomicInteger failures = new AtomicInteger();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer store;
  private boolean cutsOff;

  @BeforeEach
  void start() throws IOException {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext("/", this::answer);
    store.start();
  }

  @AfterEach
  void stop() {
    store.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      boolean fails = failures.getAndDecrement() > 0;
      exchange.sendResponseHeaders(fails && !cutsOff ? 503 : 200, CONTENT.length);
      exchange.getResponseBody().write(CONTENT, 0, fails && cutsOff ? 3 : CONTENT.length);
    }
  }

  private String url() {
    return "http://127.0.0.1:%d/x".formatted(store.getAddress().getPort());
  }

  private String get() throws IOException {
    return Store.get(
        url(), connection -> new String(connection.getInputStream().readAllBytes(), UTF_8));
  }

  private void put() throws IOException {
    Store.put(
        new UploadTarget(url(), Map.of("x-amz-a", "b"), Instant.MAX),
        CONTENT.length,
        () -> new ByteArrayInputStream(CONTENT));
  }

  @Test
  void whatFailsByChanceIsGotAgainFromItsBeginning() throws IOException {
    failures.set(3);
    assertThat(get()).isEqualTo("content");

    cutsOff = true;
    failures.set(1);
    assertThat(get()).isEqualTo("content");
  }

  @Test
  void whatFailsByChanceIsPutAgainFromItsBeginning() throws IOException {
    failures.set(3);

    put();

    assertThat(received).containsExactly("content", "content", "content", "content");
  }

  @Test
  void whatFailsForGoodIsGivenUp() {
    failures.set(Integer.MAX_VALUE);

    assertThatThrownBy(this::get).hasMessage("the store answers GET with 503");
    assertThatThrownBy(this::put).hasMessage("the store answers PUT with 503");
    assertThat(received).hasSize(8);
  }
}
