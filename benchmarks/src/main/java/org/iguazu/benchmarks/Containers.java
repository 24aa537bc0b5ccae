package org.iguazu.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.iguazu.loopback.engine.docker.DockerEngine;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.docker.DockerSocket;

/**
 * From the call that asks for a job in a container to the answer that it has finished, against
 * Docker's own command for the same container, and against a hardened one of one core with couriers
 * beside it, which bring it a file and keep one; one of each in turn, so that they share the load.
 */
final class Containers {

  private static final String IMAGE = "iguazu/test:latest";
  private static final int RUNS = 40;
  private static final int WARM_UP = 30;
  private static final int NO_BUDGET = 1_000_000;
  private static final int FILE_SIZE = 4_096;
  private static final String SEALED = "sealed";
  private static final String COURIER = "iguazu/courier:latest";

  private static final String PLAIN = "plain";
  private static final String STAGED = "staged";
  private static final String DOCKER = "docker-run";

  private Containers() {}

  /** Nothing where there is no Docker daemon, or not the image. */
  static List<Figure> measure(DurablePostgres postgres) throws Exception {
    if (!DockerSocket.answers(DockerOptions.defaults().socket())) {
      System.err.println("left out: container: no Docker daemon answers");
      return List.of();
    }
    if (!docker("image", "inspect", IMAGE)) {
      System.err.println(
          "left out: container: no test image; docker/test/build-test-image makes it");
      return List.of();
    }
    int port = ServerProcess.freePort();
    Path state = Files.createTempDirectory("iguazu-benchmark-");
    try (LoopbackServer loopback = LoopbackServer.start(config(state, port));
        ServerProcess server =
            ServerProcess.start(
                postgres, loopback.endpoint(), true, NO_BUDGET, environment(loopback, port))) {
      return measure(server);
    } finally {
      delete(state);
    }
  }

  private static Map<String, String> environment(LoopbackServer loopback, int port) {
    return Map.of(
        "SERVER_PORT",
        Integer.toString(port),
        "IGUAZU_CLUSTERS_HARDENED",
        SEALED,
        "IGUAZU_AWS_ENDPOINTFORCONTAINERS",
        loopback.s3EndpointForContainers().orElseThrow().toString(),
        "IGUAZU_DISPATCHER_EVENTS_QUEUEURL",
        loopback.taskEvents().toString());
  }

  private static LoopbackConfig config(Path state, int port) {
    return LoopbackConfig.in(state)
        .withCluster(ClusterSpec.of("default", InstanceSpec.of(1, 100_000, 100_000)))
        .withCluster(ClusterSpec.of(SEALED, InstanceSpec.of(1, 100_000, 100_000)))
        .withEngine(DockerEngine.with(DockerOptions.defaults().withHostPorts(Set.of(port))));
  }

  private static List<Figure> measure(ServerProcess server) throws Exception {
    var caller = new Caller(server.address(), Service.clock());
    register(caller);
    String essay = upload(server);
    var turns = new LinkedHashMap<String, Action>();
    turns.put(PLAIN, () -> caller.runToItsEnd(PLAIN));
    turns.put(DOCKER, () -> docker("run", "--rm", IMAGE, "true"));
    if (docker("image", "inspect", COURIER)) {
      turns.put(STAGED, () -> caller.runToItsEnd(STAGED, "{\"essay\":\"" + essay + "\"}"));
    } else {
      System.err.println(
          "left out: couriers: no image of theirs; docker/courier/build-courier-image makes it");
    }
    return figures(inTurn(turns));
  }

  private static String upload(ServerProcess server) {
    try (var iguazu = IguazuClient.connect(server.address(), ServerProcess.KEY)) {
      return iguazu.uploads().upload("essay", new byte[FILE_SIZE]).id().toString();
    }
  }

  private static void register(Caller caller) throws IOException {
    String common = "\"image\":\"%s\",\"cpu\":1024,\"memory\":64".formatted(IMAGE);
    caller.register(PLAIN, "{\"name\":\"%s\",\"command\":[\"true\"],%s}".formatted(PLAIN, common));
    caller.register(
        STAGED,
        """
        {"name":"%s","isolation":"HARDENED","cluster":"%s","inputs":[{"name":"essay"}],"outputs":{},
         "command":["cp","/iguazu/in/essay","/iguazu/out"],%s}
        """
            .formatted(STAGED, SEALED, common));
  }

  /** Something that is measured. */
  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  private static Map<String, Samples> inTurn(Map<String, Action> turns) throws Exception {
    var took = new HashMap<String, List<Duration>>();
    for (int i = 0; i < WARM_UP + RUNS; i++) {
      for (Map.Entry<String, Action> turn : turns.entrySet()) {
        long begin = System.nanoTime();
        turn.getValue().run();
        if (i >= WARM_UP) {
          took.computeIfAbsent(turn.getKey(), _ -> new ArrayList<>())
              .add(Duration.ofNanos(System.nanoTime() - begin));
        }
      }
    }
    return took.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> Samples.of(it.getValue())));
  }

  private static List<Figure> figures(Map<String, Samples> took) {
    var figures = new ArrayList<Figure>();
    took.forEach((what, samples) -> {
      figures.add(Figure.reference(what + ", p50", samples.millisAt(50), "ms"));
      figures.add(Figure.reference(what + ", p99", samples.millisAt(99), "ms"));
    });
    Samples plain = Objects.requireNonNull(took.get(PLAIN));
    Samples docker = Objects.requireNonNull(took.get(DOCKER));
    for (var goal : Map.of(50, 1.5, 99, 2.0).entrySet()) {
      figures.add(
          Figure.atMost(
              "plain job against docker run, p" + goal.getKey(),
              plain.millisAt(goal.getKey()) / docker.millisAt(goal.getKey()),
              goal.getValue(),
              "x"));
    }
    Samples staged = took.get(STAGED);
    if (staged != null) {
      figures.add(
          Figure.atMost(
              "what couriers add to a plain job, p50",
              staged.millisAt(50) - plain.millisAt(50),
              600,
              "ms"));
    }
    return figures;
  }

  private static boolean docker(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add("docker");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
