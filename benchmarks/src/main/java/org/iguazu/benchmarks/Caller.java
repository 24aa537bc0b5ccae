package org.iguazu.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.json.IguazuJson;
import tools.jackson.databind.JsonNode;

/** Calls a server over HTTP as services do: one connection a client, an invocation a call. */
final class Caller {

  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final String ONE = "{\"job\":\"benchmark\",\"parameters\":{\"quiz\":7}}";

  private final URI server;
  private final InstantSource clock;

  Caller(URI server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
  }

  /** Registers the job that all benchmarks invoke. */
  void register() throws IOException {
    register(
        "benchmark",
        """
        {"name":"benchmark","image":"registry.example/benchmark:1","cpu":128,"memory":64}
        """);
  }

  /** Another one. */
  void register(String job, String definition) throws IOException {
    send("PUT", "/api/jobs/" + job, definition);
  }

  /** Has a job run, and returns when the server says that it has succeeded. */
  void runToItsEnd(String job) throws IOException {
    runToItsEnd(job, "{}");
  }

  /** The same with files, as a JSON object of names and uploads. */
  void runToItsEnd(String job, String inputs) throws IOException {
    String request = "{\"job\":\"%s\",\"inputs\":%s}".formatted(job, inputs);
    JsonNode invocation = get("/api/invocations/" + invoke(request) + "?wait=60s");
    String outcome = invocation.path("outcome").path("kind").asString("none");
    if (!outcome.equals("SUCCEEDED")) {
      throw new IllegalStateException("it has not succeeded: " + invocation);
    }
  }

  private JsonNode get(String path) throws IOException {
    HttpURLConnection connection = connection(path);
    try (var in = connection.getInputStream()) {
      return IguazuJson.tolerant().readTree(in.readAllBytes());
    }
  }

  /** Calls at a steady rate; how long each answer took, and when its call began. */
  Answers steadily(int perSecond, Duration howLong)
      throws InterruptedException, ExecutionException {
    int count = (int) (howLong.toMillis() * perSecond / 1_000);
    var began = new ConcurrentHashMap<InvocationId, Instant>();
    var took = Collections.synchronizedList(new ArrayList<Duration>());
    var calls = new ArrayList<Future<?>>();
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        long at = start + i * 1_000_000_000L / perSecond;
        for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        calls.add(
            threads.submit(() -> {
              Instant now = clock.instant();
              long nanos = System.nanoTime();
              InvocationId id = invoke(ONE);
              took.add(Duration.ofNanos(System.nanoTime() - nanos));
              return began.put(id, now);
            }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
    return new Answers(Samples.of(took), began);
  }

  /** What came of steady calls. */
  record Answers(Samples took, ConcurrentHashMap<InvocationId, Instant> began) {}

  /** Calls as fast as 8 clients can, an invocation a call; calls a second. */
  double onePerCall(int calls) throws InterruptedException, ExecutionException {
    return perSecond(calls, () -> invoke(ONE));
  }

  /**
   * Calls for so long that the server's compilers have done most of their work: they take half a
   * core until then, and what they have not compiled yet is five times slower.
   *
   * @return how many invocations that made
   */
  int warmUp() throws InterruptedException, ExecutionException {
    long latest = System.nanoTime() + WARM_UP.toNanos();
    int calls = 0;
    while (System.nanoTime() < latest) {
      onePerCall(1_000);
      calls += 1_000;
    }
    return calls;
  }

  /** As fast as 8 clients can with 1,000 invocations a call; invocations a second. */
  double inBulk(int calls) throws InterruptedException, ExecutionException {
    String batch =
        IntStream.range(0, 1_000)
            .mapToObj(_ -> ONE)
            .collect(Collectors.joining(",", "{\"requests\":[", "]}"));
    return 1_000 * perSecond(calls, () -> send("POST", "/api/invocations/batch", batch));
  }

  private double perSecond(int calls, Callable<?> call)
      throws InterruptedException, ExecutionException {
    var left = new AtomicInteger(calls);
    long began = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(8)) {
      Callable<Void> client =
          () -> {
            while (left.getAndDecrement() > 0) {
              call.call();
            }
            return null;
          };
      for (var done : threads.invokeAll(Collections.nCopies(8, client))) {
        done.get();
      }
    }
    return calls / ((System.nanoTime() - began) / 1e9);
  }

  /** Has {@code count} invocations due at the same instant. */
  List<InvocationId> dueAt(Instant dueAt, int count) throws IOException {
    String one = ONE.replace("}}", "},\"dueAt\":\"" + dueAt + "\"}");
    String batch =
        IntStream.range(0, count)
            .mapToObj(_ -> one)
            .collect(Collectors.joining(",", "{\"requests\":[", "]}"));
    var answers = IguazuJson.tolerant().readTree(send("POST", "/api/invocations/batch", batch));
    return answers
        .get("answers")
        .valueStream()
        .map(answer -> InvocationId.parse(answer.get("invocation").stringValue()))
        .toList();
  }

  private InvocationId invoke(String body) throws IOException {
    String answer = send("POST", "/api/invocations", body);
    return InvocationId.parse(IguazuJson.tolerant().readTree(answer).get("id").stringValue());
  }

  /**
   * By the leanest client that the JDK has: what is measured is the server, on the same two cores.
   */
  private String send(String method, String path, String body) throws IOException {
    HttpURLConnection connection = connection(path);
    connection.setRequestMethod(method);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (var out = connection.getOutputStream()) {
      out.write(bytes);
    }
    if (connection.getResponseCode() / 100 != 2) {
      try (var problem = connection.getErrorStream()) {
        throw new IllegalStateException(
            path + " answered " + new String(problem.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    try (var in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpURLConnection connection(String path) throws IOException {
    var connection = (HttpURLConnection) server.resolve(path).toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + ServerProcess.KEY);
    return connection;
  }
}
