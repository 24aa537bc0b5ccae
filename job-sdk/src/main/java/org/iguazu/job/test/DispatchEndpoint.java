package org.iguazu.job.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.iguazu.api.dispatch.Control;
import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.dispatch.StartReply;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.dispatch.Success;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.Progress;
import org.iguazu.api.job.JobName;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.json.JsonTree;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.job.dispatch.Address;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The dispatch protocol for one invocation, on loopback: what the server is to a runner. */
final class DispatchEndpoint implements AutoCloseable {

  private static final String WITHOUT_A_TIME =
      """
      {"invocation": "00000000-0000-7000-8000-000000000000", "job": "any", "dispatch": 1, "parameters": {}, "deadline": "soon"}
      """;

  private static final String TOKEN = "the-capability-of-this-test";
  private static final Duration LONG_POLL = Duration.ofSeconds(30);

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "dispatch-endpoint");
        thread.setDaemon(true);
        return thread;
      });
  private final StartReply reply;

  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final List<Progress> progress = new ArrayList<>();
  private volatile Function<String, Fault> faults = call -> Fault.NONE;
  private @Nullable UUID runner;
  private @Nullable Success success;
  private @Nullable Failure failure;

  DispatchEndpoint(JsonNode parameters) {
    this.reply =
        new StartReply(
            new InvocationId(UUID.randomUUID()),
            new JobName("job-under-test"),
            1,
            parameters,
            InstantSource.system().instant().plus(Duration.ofHours(1)));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    serve("start", this::start);
    serve("progress", this::progress);
    serve("control", this::control);
    serve("succeeded", this::succeeded);
    serve("failed", this::failed);
    server.setExecutor(threads);
    server.start();
  }

  /** An answer: a status and what is in it, if anything. */
  private record Answer(int status, @Nullable Object body) {}

  /** Answers a request by its body. */
  @FunctionalInterface
  private interface Handler {
    Answer answer(byte[] body);
  }

  private void serve(String call, Handler handler) {
    server.createContext(
        "/api/dispatch/" + call, exchange -> handle(exchange, faults.apply(call), handler));
  }

  /** What may happen to a call. */
  enum Fault {
    NONE,
    /** The server does as it is told, but its answer is lost. */
    ANSWER_LOST,
    /** The server is broken: 500. */
    BROKEN,
    /** The invocation has ended otherwise: 409. */
    TOO_LATE,
    /** Something between the two answers 200, but knows nothing. */
    STRANGER,
    /** The same, but it answers with JSON. */
    STRANGER_WITH_JSON,
    /** The server's answer to a start, but what should be a time is none. */
    NO_TIME
  }

  /** From now on {@code faults} decides what happens to a call, named by the end of its path. */
  void breakBy(Function<String, Fault> faults) {
    this.faults = faults;
  }

  Address address() {
    return new Address(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), TOKEN);
  }

  void cancel() {
    cancelled.countDown();
  }

  synchronized JobRun.Heard heard() {
    return new JobRun.Heard(
        Optional.ofNullable(success), Optional.ofNullable(failure), List.copyOf(progress));
  }

  private static void handle(HttpExchange exchange, Fault fault, Handler handler)
      throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      Answer answer = isKnown(exchange) ? answer(request, fault, handler) : unknown();
      if (fault != Fault.ANSWER_LOST) {
        send(exchange, answer);
      }
    }
  }

  private static boolean isKnown(HttpExchange exchange) {
    return ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static Answer unknown() {
    return problem(ProblemCode.UNAUTHENTICATED, "the token is not the one of this dispatch");
  }

  private static Answer answer(byte[] request, Fault fault, Handler handler) {
    return switch (fault) {
      case NONE, ANSWER_LOST -> handler.answer(request);
      case BROKEN -> problem(ProblemCode.INTERNAL, "broken by the test");
      case STRANGER -> new Answer(200, "welcome to the proxy");
      case STRANGER_WITH_JSON -> new Answer(200, Map.of("status", "ok"));
      case NO_TIME -> new Answer(200, JsonTree.read(WITHOUT_A_TIME));
      case TOO_LATE -> problem(ProblemCode.CONFLICT, "the invocation is lost");
    };
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    if (answer.body() == null) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    byte[] body = IguazuJson.strict().writeValueAsBytes(answer.body());
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  private synchronized Answer start(byte[] body) {
    UUID asking = IguazuJson.strict().readValue(body, StartRequest.class).runner();
    if (runner == null) {
      runner = asking;
    }
    return asking.equals(runner)
        ? new Answer(200, reply)
        : problem(ProblemCode.START_REFUSED, "this invocation was started before");
  }

  private synchronized Answer progress(byte[] body) {
    progress.add(IguazuJson.strict().readValue(body, Progress.class));
    return new Answer(200, new Control(cancelled.getCount() == 0));
  }

  private Answer control(byte[] body) {
    try {
      return new Answer(
          200, new Control(cancelled.await(LONG_POLL.toMillis(), TimeUnit.MILLISECONDS)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return problem(ProblemCode.UNAVAILABLE, "the endpoint is closing");
    }
  }

  private synchronized Answer succeeded(byte[] body) {
    if (failure != null) {
      return problem(ProblemCode.CONFLICT, "the invocation has failed");
    }
    success = IguazuJson.strict().readValue(body, Success.class);
    return new Answer(204, null);
  }

  private synchronized Answer failed(byte[] body) {
    if (success != null) {
      return problem(ProblemCode.CONFLICT, "the invocation has succeeded");
    }
    failure = IguazuJson.strict().readValue(body, Failure.class);
    return new Answer(204, null);
  }

  private static Answer problem(ProblemCode code, String detail) {
    return new Answer(code.status(), Problem.of(code, detail));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
