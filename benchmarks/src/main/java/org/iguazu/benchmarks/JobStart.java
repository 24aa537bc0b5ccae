package org.iguazu.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** From the start of a job's process to its {@code run}, leave to start included. */
final class JobStart {

  private static final int RUNS = 10;
  private static final String ENTERING = "dispatch 1: running";
  private static final Path JAR =
      Path.of("examples/export-quiz-grades/target/export-quiz-grades.jar").toAbsolutePath();
  private static final String START_REPLY =
      """
      {"invocation": "01941f29-7c00-7000-8000-000000000000", "job": "export-quiz-grades", "dispatch": 1,
       "parameters": {"quiz": "linear-algebra"}, "deadline": "2100-01-01T00:00:00Z"}
      """;

  private JobStart() {}

  static List<Figure> measure() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(address, 0);
      server.createContext("/", JobStart::answer);
      server.setExecutor(threads);
      server.start();
      try {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return List.of(
            Figure.atMost("job process start to run, p50", p50(url), 700, "ms"),
            Figure.reference(
                "job process start to run, serial collector and C1, p50",
                p50(url, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                "ms"));
      } finally {
        server.stop(0);
      }
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean asked = exchange.getRequestURI().getPath().endsWith("/start");
      byte[] reply = (asked ? START_REPLY : "{}").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(asked ? 200 : 404, reply.length);
      exchange.getResponseBody().write(reply);
    }
  }

  private static double p50(String url, String... flags) throws Exception {
    var durations = new ArrayList<Duration>();
    for (int i = 0; i < RUNS; i++) {
      durations.add(once(url, flags));
    }
    return Samples.of(durations).millisAt(50);
  }

  private static Duration once(String url, String... flags) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-jar", JAR.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("IGUAZU_URL", url);
    builder.environment().put("IGUAZU_TOKEN", "any");
    long begin = System.nanoTime();
    Process process = builder.start();
    try {
      return awaitEntering(process, begin);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Duration awaitEntering(Process process, long begin) throws IOException {
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(ENTERING)) {
        return Duration.ofNanos(System.nanoTime() - begin);
      }
    }
    throw new IllegalStateException("the job never ran; is the tree built?");
  }
}
