package org.iguazu.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.iguazu.loopback.engine.docker.DockerEngine;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.docker.DockerSocket;

/**
 * From the call that asks for a job in a container to the answer that it has finished, against
 * Docker's own command for the same container; one of each in turn, so that they share the load.
 */
final class Containers {

  private static final String IMAGE = "iguazu/test:latest";
  private static final int RUNS = 40;
  private static final int WARM_UP = 10;
  private static final int NO_BUDGET = 1_000_000;

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
    Path state = Files.createTempDirectory("iguazu-benchmark-");
    try (LoopbackServer loopback = LoopbackServer.start(config(state));
        ServerProcess server =
            ServerProcess.start(
                postgres,
                loopback.endpoint(),
                true,
                NO_BUDGET,
                Map.of("IGUAZU_DISPATCHER_EVENTS_QUEUEURL", loopback.taskEvents().toString()))) {
      return measure(new Caller(server.address(), Service.clock()));
    } finally {
      delete(state);
    }
  }

  private static LoopbackConfig config(Path state) {
    return LoopbackConfig.in(state)
        .withCluster(ClusterSpec.of("default", InstanceSpec.of(1, 100_000, 100_000)))
        .withEngine(DockerEngine.with(DockerOptions.defaults()));
  }

  private static List<Figure> measure(Caller caller) throws Exception {
    caller.register(
        """
        {"name":"benchmark","image":"%s","command":["true"],"cpu":128,"memory":64}
        """
            .formatted(IMAGE));
    var ours = new ArrayList<Duration>();
    var dockers = new ArrayList<Duration>();
    for (int i = 0; i < WARM_UP + RUNS; i++) {
      long begin = System.nanoTime();
      caller.runToItsEnd();
      long between = System.nanoTime();
      docker("run", "--rm", IMAGE, "true");
      long end = System.nanoTime();
      if (i >= WARM_UP) {
        ours.add(Duration.ofNanos(between - begin));
        dockers.add(Duration.ofNanos(end - between));
      }
    }
    return figures(Samples.of(ours), Samples.of(dockers));
  }

  private static List<Figure> figures(Samples ours, Samples dockers) {
    return List.of(
        Figure.reference("container job, POST to finished, p50", ours.millisAt(50), "ms"),
        Figure.reference("container job, POST to finished, p99", ours.millisAt(99), "ms"),
        Figure.reference("docker run --rm of the same, p50", dockers.millisAt(50), "ms"),
        Figure.reference("docker run --rm of the same, p99", dockers.millisAt(99), "ms"),
        Figure.atMost(
            "container job against docker run, p50",
            ours.millisAt(50) / dockers.millisAt(50),
            1.5,
            "x"),
        Figure.atMost(
            "container job against docker run, p99",
            ours.millisAt(99) / dockers.millisAt(99),
            2,
            "x"));
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
