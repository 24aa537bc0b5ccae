package org.iguazu.cli.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.cli.connection.DevFiles;
import org.iguazu.cli.terminal.Program;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.loopback.engine.choice.EngineChoice;

/** Starts the parts of a whole Iguazú side by side, and stops them one after the other. */
final class DevServer {

  private final DevOptions options;
  private final Consumer<String> out;
  private final Steps steps;
  private final Parts parts = new Parts();

  DevServer(DevOptions options, Consumer<String> out) {
    this.options = options;
    this.out = out;
    this.steps = new Steps(out);
  }

  /**
   * Runs until this process is told to end.
   *
   * @throws DevFailure if it cannot start, or a part ends by itself
   */
  void run() throws Exception {
    DevHome home = DevHome.open(options.home(), DevHome::usableSpace);
    try (DevLock lock = DevLock.take(home)) {
      lock.note(options.url());
      var stopper = new Thread(this::stop, "stop");
      Runtime.getRuntime().addShutdownHook(stopper);
      try (parts) {
        serve(home);
      } catch (Parts.Stopping e) {
        parts.close(); // waits for the thread that stops everything
      }
    }
  }

  private void serve(DevHome home) throws Exception {
    ServerProcess.stopOrphan(home);
    if (options.fresh()) {
      Wipe.all(home, out);
    }
    if (!Ports.isFree(options.port())) {
      throw new DevFailure(
          "Port %d is taken by another program; stop that, or choose another port: %s dev --port %d"
              .formatted(options.port(), Program.name(), options.port() + 1));
    }
    out.accept("Starting Iguazú in " + home.directory());
    ServerProcess server = start(home);
    List<String> jobs = registerExamples(home);
    out.accept(Welcome.text(options, jobs, steps.total()));
    DevFailure end = server.awaitEnd();
    if (!parts.isClosing()) {
      throw end;
    }
    throw new Parts.Stopping();
  }

  private ServerProcess start(DevHome home) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<LoopbackServer> loopback = threads.submit(() -> startLoopback(home));
      Future<Path> jar = threads.submit(() -> ServerApp.unpacked(options.serverJar(), home));
      Postgres postgres = parts.add(Postgres.prepare(home));
      Callable<Postgres> start = () -> steps.timed(postgres.version(), postgres::start);
      Future<Postgres> started = threads.submit(start);
      if (postgres.isNew()) {
        result(started); // making a database takes long, the server would not wait so long for it
      }
      ServerProcess server =
          parts.add(
              ServerProcess.start(
                  result(jar),
                  environment(home, postgres, result(loopback)),
                  home,
                  home.path(ServerApp.ARCHIVE)));
      if (options.verbose()) {
        parts.add(LogFollower.start(home.path("server.log"), out));
      }
      result(started);
      steps.timed(
          "The server",
          () -> {
            server.awaitHealthy(options.url());
            return server;
          });
      return server;
    }
  }

  private LoopbackServer startLoopback(DevHome home) throws Exception {
    EngineChoice engine = Loopback.engine(options);
    LoopbackServer loopback =
        parts.add(steps.timed("The AWS loopback", () -> Loopback.start(home, engine)));
    steps.say("  " + engine.why());
    return loopback;
  }

  private Map<String, String> environment(DevHome home, Postgres postgres, LoopbackServer aws) {
    var files = new DevFiles(home.directory());
    return Map.ofEntries(
        Map.entry("SERVER_ADDRESS", "127.0.0.1"),
        Map.entry("SERVER_PORT", Integer.toString(options.port())),
        Map.entry("SPRING_DATASOURCE_URL", postgres.url()),
        Map.entry("SPRING_DATASOURCE_USERNAME", postgres.user()),
        Map.entry("SPRING_DATASOURCE_PASSWORD", postgres.password()),
        Map.entry("SPRING_FLYWAY_CONNECT_RETRIES", "10"),
        Map.entry("SPRING_FLYWAY_CONNECT_RETRIES_INTERVAL", "1s"),
        Map.entry("IGUAZU_BOOTSTRAP_KEY", DevKey.in(files.keyFile(), "igz_dev_")),
        Map.entry("IGUAZU_DISPATCHER_CALLBACK_URL", options.url().toString()),
        Map.entry("IGUAZU_AWS_ENDPOINT", aws.endpoint().toString()),
        Map.entry("IGUAZU_DISPATCHER_EVENTS_QUEUEURL", aws.taskEvents().toString()),
        Map.entry(
            "IGUAZU_AWS_ENDPOINT_FOR_CONTAINERS",
            aws.s3EndpointForContainers().orElse(aws.endpoint()).toString()),
        Map.entry("IGUAZU_AWS_REGION", "us-east-1"),
        Map.entry("IGUAZU_CLUSTERS_HARDENED", Loopback.HARDENED),
        Map.entry("IGUAZU_WEBHOOKS_ALLOW_PRIVATE_ADDRESSES", "true"), // receivers of this machine
        Map.entry("IGUAZU_WEBHOOKS_ALLOW_HTTP", "true"),
        Map.entry("IGUAZU_PARENT_PID", Long.toString(ProcessHandle.current().pid())));
  }

  private List<String> registerExamples(DevHome home) throws IOException {
    var files = new DevFiles(home.directory());
    Files.writeString(files.urlFile(), options.url().toString());
    try (IguazuClient iguazu =
        IguazuClient.builder(options.url())
            .apiKey(DevKey.in(files.keyFile(), "igz_dev_"))
            .userAgent("iguazu-dev")
            .retryFor(Duration.ofSeconds(10))
            .build()) {
      return ExampleJobs.register(options.examples(), iguazu);
    }
  }

  /** What is called when this process is told to end. */
  private void stop() {
    if (!parts.isClosing()) {
      boolean first = !Files.exists(options.home().resolve(ServerApp.ARCHIVE));
      out.accept(
          "Stopping …" + (first ? " (this once longer, for faster starts from now on)" : ""));
      parts.close();
      out.accept("Stopped. The data stays in " + options.home());
    }
  }

  /** The result of a task; what went wrong in it goes wrong here. */
  private static <T> T result(Future<T> task) throws Exception {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
