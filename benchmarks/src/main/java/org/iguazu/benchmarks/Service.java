package org.iguazu.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.iguazu.loopback.throttle.Throttling;

/** Servers on one PostgreSQL and one loopback whose tasks end at once. */
final class Service implements AutoCloseable {

  private static final InstantSource CLOCK = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));

  private static final int LIKE_ECS = 100;
  private static final int NO_BUDGET = 1_000_000;

  private final Path state;
  private final InstantEngine engine = new InstantEngine(CLOCK);
  private final LoopbackServer loopback;
  private final List<ServerProcess> servers = new ArrayList<>();

  private Service(Path state, Throttling throttling) throws IOException {
    this.state = state;
    this.loopback =
        LoopbackServer.start(
            LoopbackConfig.in(state)
                .withCluster(
                    ClusterSpec.of("default", InstanceSpec.of(1, 100_000_000, 100_000_000)))
                .withThrottling(throttling)
                .withEngine((_, _) -> engine));
  }

  /**
   * Starts servers.
   *
   * @param dispatching for each server whether it dispatches
   */
  static Service start(DurablePostgres postgres, Throttling throttling, boolean... dispatching)
      throws IOException, InterruptedException {
    var service = new Service(Files.createTempDirectory("iguazu-benchmark-"), throttling);
    int launchBurst = throttling.equals(Throttling.off()) ? NO_BUDGET : LIKE_ECS;
    for (boolean dispatches : dispatching) {
      service.servers.add(
          ServerProcess.start(
              postgres, service.loopback.endpoint(), dispatches, launchBurst, Map.of()));
    }
    return service;
  }

  InstantEngine engine() {
    return engine;
  }

  /** A caller of the first server. */
  Caller caller() throws IOException {
    var caller = new Caller(servers.getFirst().address(), CLOCK);
    caller.register();
    return caller;
  }

  static InstantSource clock() {
    return CLOCK;
  }

  @Override
  public void close() throws IOException {
    for (ServerProcess server : servers) {
      server.close();
    }
    loopback.close();
    try (Stream<Path> files = Files.walk(state)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
