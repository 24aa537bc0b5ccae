package org.iguazu.api.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server that answers as a test tells it to, one answer per request, and remembers
 * them.
 */
final class ScriptedServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  ScriptedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** One request as it came in. */
  record Request(String method, String target, Map<String, List<String>> headers, String body) {

    @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.get(0);
    }
  }

  /** What to do with a request. */
  interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  /** The next request that has no answer yet gets this one. */
  ScriptedServer then(Answer answer) {
    script.add(answer);
    return this;
  }

  ScriptedServer thenJson(int status, String body) {
    return then(exchange -> send(exchange, status, "application/json", body));
  }

  ScriptedServer thenProblem(int status, String code) {
    String body =
        "{\"type\":\"t\",\"title\":\"T\",\"status\":%d,\"code\":\"%s\",\"detail\":\"no\"}"
            .formatted(status, code);
    return then(exchange -> send(exchange, status, "application/problem+json", body));
  }

  ScriptedServer thenHangUp() {
    return then(HttpExchange::close);
  }

  /** Sends the text as a stream of events and then ends the connection. */
  ScriptedServer thenEvents(String events) {
    return then(exchange -> send(exchange, 200, "text/event-stream", events));
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<String> targets() {
    return requests().stream().map(request -> request.method() + " " + request.target()).toList();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    Answer next = script.poll();
    if (next == null) {
      send(exchange, 418, "text/plain", "the test has no more answers");
    } else {
      next.give(exchange);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
