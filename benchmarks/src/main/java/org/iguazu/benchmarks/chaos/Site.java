package org.iguazu.benchmarks.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.iguazu.benchmarks.DurablePostgres;

/** A whole Iguazú: a database, an AWS, a load balancer and servers, each a process of its own. */
final class Site implements AutoCloseable {

  static final int SERVERS = 3;
  static final String KEY = "igz_chaos_0123456789abcdef0123456789abcdef";

  /** Five times a second: three minutes, for three servers at once are slow on a busy machine. */
  private static final int START_ATTEMPTS = 900;

  private static final Path SERVER = Path.of("iguazu-server", "target", "iguazu-server.jar");

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Path directory = Files.createTempDirectory("iguazu-chaos-");
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final List<Integer> ports =
      IntStream.range(0, SERVERS).map(_ -> freePort()).boxed().toList();
  private final List<Child> servers = new ArrayList<>();
  private final DurablePostgres postgres;
  private final URI aws = URI.create("http://127.0.0.1:" + freePort());
  private final Diary diary;
  private final Child loopback;

  Site(Options options) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(this::closeParts, "chaos-clean-up"));
    postgres = part(DurablePostgres.start());
    part(JobImages.make(options.engine(), file("image")));
    diary = part(Diary.open());
    Router router = part(Router.to(ports));
    loopback = part(loopback(options, URI.create(router.url()).getPort()));
    loopback.start();
    for (int port : ports) {
      Child server = part(server(port, router.url()));
      servers.add(server);
      server.start();
    }
    for (int i = 0; i < SERVERS; i++) {
      awaitHealth(ports.get(i), servers.get(i));
    }
  }

  private Child loopback(Options options, int router) {
    return new Child(
        directory.resolve("loopback.log"),
        Map.of(),
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "-Dlogback.configurationFile=benchmarks/quiet.xml",
            "org.iguazu.loopback.LoopbackMain",
            "--port",
            Integer.toString(aws.getPort()),
            "--state",
            directory.resolve("aws").toString(),
            "--seed",
            Long.toString(options.seed()),
            "--cluster",
            "default=2x2048cpu/4096mem",
            "--engine",
            options.engine().word(),
            "--cleanup-delay",
            "0",
            "--host-port",
            Integer.toString(router),
            "--host-port",
            Integer.toString(diary.port())));
  }

  private Child server(int port, String url) {
    return new Child(
        directory.resolve("server-" + port + ".log"),
        Map.ofEntries(
            Map.entry("SERVER_PORT", Integer.toString(port)),
            Map.entry("SERVER_ADDRESS", "127.0.0.1"),
            Map.entry("SPRING_DATASOURCE_URL", postgres.url()),
            Map.entry("SPRING_DATASOURCE_USERNAME", DurablePostgres.USER),
            Map.entry("SPRING_DATASOURCE_PASSWORD", "postgres"),
            Map.entry("IGUAZU_BOOTSTRAP_KEY", KEY),
            Map.entry("IGUAZU_URL", url),
            Map.entry("IGUAZU_AWS_ENDPOINT", aws.toString()),
            Map.entry("IGUAZU_AWS_REGION", "us-east-1"),
            Map.entry("IGUAZU_DISPATCHER_LAUNCHPROOF", "4m"), // 15 min are too long to wait for
            Map.entry("IGUAZU_PARENT_PID", Long.toString(ProcessHandle.current().pid()))),
        List.of("-XX:TieredStopAtLevel=1", "-jar", SERVER.toString()));
  }

  DurablePostgres postgres() {
    return postgres;
  }

  Diary diary() {
    return diary;
  }

  Child loopback() {
    return loopback;
  }

  Child server(int number) {
    return servers.get(number);
  }

  /** The servers' addresses. */
  List<URI> addresses() {
    return ports.stream().map(port -> URI.create("http://127.0.0.1:" + port)).toList();
  }

  /** A file that is gone in the end. */
  Path file(String name) {
    return directory.resolve(name);
  }

  /** Has AWS's calls go wrong so, or right again. */
  void faults(String method, String rule) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(aws.resolve("/_loopback/faults"))
            .method(method, BodyPublishers.ofString(rule))
            .timeout(Duration.ofSeconds(30))
            .build();
    int status = http.send(request, BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IllegalStateException("the loopback answers %d to %s".formatted(status, rule));
    }
  }

  private void awaitHealth(int port, Child server) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
            .timeout(Duration.ofSeconds(2))
            .build();
    for (int attempt = 0; attempt < START_ATTEMPTS && server.isAlive(); attempt++) {
      try {
        if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // not listening yet
      }
      Chaos.pause(Duration.ofMillis(200));
    }
    throw new IllegalStateException(
        "a server does not start:\n" + Files.readString(file("server-" + port + ".log")));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers what to close: the last one first. */
  private synchronized <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  private synchronized void closeParts() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.err.println("cleaning up: " + e);
      }
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // it is gone
    }
  }

  @Override
  public void close() {
    http.close();
    closeParts();
  }
}
