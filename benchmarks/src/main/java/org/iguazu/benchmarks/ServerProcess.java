package org.iguazu.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The server as production runs it: a process of its own, from its jar. */
final class ServerProcess implements AutoCloseable {

  static final String KEY = "igz_bench_0123456789abcdef0123456789abcdef";

  private static final Duration START_WITHIN = Duration.ofSeconds(60);

  private final Process process;
  private final URI address;

  private ServerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a server and waits until it is up.
   *
   * @param more of its environment
   */
  static ServerProcess start(
      DurablePostgres postgres,
      URI loopback,
      boolean dispatching,
      int launchBurst,
      Map<String, String> more)
      throws IOException, InterruptedException {
    int port = Integer.parseInt(more.getOrDefault("SERVER_PORT", String.valueOf(freePort())));
    var address = URI.create("http://127.0.0.1:" + port);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-jar"));
    command.add(Path.of("iguazu-server", "target", "iguazu-server.jar").toString());
    var builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.ofEntries(
                Map.entry("SERVER_PORT", Integer.toString(port)),
                Map.entry("SERVER_ADDRESS", "127.0.0.1"),
                Map.entry("SPRING_DATASOURCE_URL", postgres.url()),
                Map.entry("SPRING_DATASOURCE_USERNAME", DurablePostgres.USER),
                Map.entry("SPRING_DATASOURCE_PASSWORD", "postgres"),
                Map.entry("IGUAZU_BOOTSTRAP_KEY", KEY),
                Map.entry("IGUAZU_URL", address.toString()),
                Map.entry("IGUAZU_AWS_ENDPOINT", loopback.toString()),
                Map.entry("IGUAZU_AWS_REGION", "us-east-1"),
                Map.entry("IGUAZU_DISPATCHER_ENABLED", Boolean.toString(dispatching)),
                Map.entry("IGUAZU_DISPATCHER_LAUNCHBURST", Integer.toString(launchBurst)),
                Map.entry("IGUAZU_PARENT_PID", Long.toString(ProcessHandle.current().pid()))));
    builder.environment().putAll(more);
    Path log = Files.createTempFile("iguazu-benchmark-server-", ".log");
    log.toFile().deleteOnExit();
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    var server = new ServerProcess(builder.start(), address);
    server.awaitHealth(log);
    return server;
  }

  URI address() {
    return address;
  }

  private void awaitHealth(Path log) throws IOException, InterruptedException {
    long latest = System.nanoTime() + START_WITHIN.toNanos();
    var request = HttpRequest.newBuilder(address.resolve("/health")).build();
    try (var http = HttpClient.newHttpClient()) {
      while (true) {
        try {
          if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // not listening yet
        }
        if (System.nanoTime() > latest || !process.isAlive()) {
          throw new IllegalStateException("the server does not start:\n" + Files.readString(log));
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
