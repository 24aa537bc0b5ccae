package org.iguazu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers each "METHOD path" with what a test has put there, and remembers what it was sent. */
final class StubServer implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<String> targets = Collections.synchronizedList(new ArrayList<>());

  private record Answer(int status, String type, String body) {}

  StubServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  StubServer on(String call, int status, String body) {
    answers.put(call, new Answer(status, "application/json", body));
    return this;
  }

  StubServer onEvents(String call, String events) {
    answers.put(call, new Answer(200, "text/event-stream", events));
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The body of the last request that had one. */
  String lastBody() {
    return bodies.getLast();
  }

  /** The path and the query of the last request. */
  String lastTarget() {
    return targets.getLast();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (!body.isEmpty()) {
      bodies.add(body);
    }
    targets.add(exchange.getRequestURI().toString());
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    Answer answer =
        answers.getOrDefault(call, new Answer(418, "text/plain", "no answer for " + call));
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
