package org.iguazu.loopback;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.process.ProcessEngine;
import org.iguazu.loopback.engine.process.ProcessEngineOptions;
import org.iguazu.loopback.throttle.Throttling;

/**
 * How a loopback is set up; start from {@link #in} and change what should be different.
 *
 * @param stateDirectory where everything is kept that survives a restart
 * @param port on 127.0.0.1; 0 takes any free one
 * @param clusters clusters that are there from the start
 * @param throttling which calls are limited, by default none
 * @param missingWindow how long a new task is MISSING, by default not at all
 * @param logCap bytes a log stream may take before it is cut, by default 10 MiB
 * @param seed decides which calls suffer the faults that come by chance
 * @param engine what runs the containers, by default child processes
 * @param clock the time of everything but real processes
 */
public record LoopbackConfig(
    Path stateDirectory,
    int port,
    List<ClusterSpec> clusters,
    Throttling throttling,
    Duration missingWindow,
    long logCap,
    long seed,
    TaskEngine.Factory engine,
    InstantSource clock) {

  public LoopbackConfig {
    clusters = List.copyOf(clusters);
  }

  /** No clusters, no limits, any free port. */
  public static LoopbackConfig in(Path stateDirectory) {
    return new LoopbackConfig(
        stateDirectory,
        0,
        List.of(),
        Throttling.off(),
        Duration.ZERO,
        10L << 20,
        0,
        ProcessEngine.with(ProcessEngineOptions.defaults()),
        InstantSource.system());
  }

  public LoopbackConfig withStateDirectory(Path stateDirectory) {
    return new LoopbackConfig(
        stateDirectory, port, clusters, throttling, missingWindow, logCap, seed, engine, clock);
  }

  public LoopbackConfig withPort(int port) {
    return new LoopbackConfig(
        stateDirectory, port, clusters, throttling, missingWindow, logCap, seed, engine, clock);
  }

  /** This cluster too. */
  public LoopbackConfig withCluster(ClusterSpec cluster) {
    List<ClusterSpec> all = new ArrayList<>(clusters);
    all.add(cluster);
    return new LoopbackConfig(
        stateDirectory, port, all, throttling, missingWindow, logCap, seed, engine, clock);
  }

  public LoopbackConfig withThrottling(Throttling throttling) {
    return new LoopbackConfig(
        stateDirectory, port, clusters, throttling, missingWindow, logCap, seed, engine, clock);
  }

  public LoopbackConfig withMissingWindow(Duration missingWindow) {
    return new LoopbackConfig(
        stateDirectory, port, clusters, throttling, missingWindow, logCap, seed, engine, clock);
  }

  public LoopbackConfig withLogCap(long logCap) {
    return new LoopbackConfig(
        stateDirectory, port, clusters, throttling, missingWindow, logCap, seed, engine, clock);
  }

  public LoopbackConfig withSeed(long seed) {
    return new LoopbackConfig(
        stateDirectory, port, clusters, throttling, missingWindow, logCap, seed, engine, clock);
  }

  public LoopbackConfig withEngine(TaskEngine.Factory engine) {
    return new LoopbackConfig(
        stateDirectory, port, clusters, throttling, missingWindow, logCap, seed, engine, clock);
  }

  public LoopbackConfig withClock(InstantSource clock) {
    return new LoopbackConfig(
        stateDirectory, port, clusters, throttling, missingWindow, logCap, seed, engine, clock);
  }
}
