package org.iguazu.cli.dev;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.iguazu.loopback.engine.choice.EngineChoice;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.process.ProcessEngineOptions;

/**
 * The AWS loopback with a cluster for trusted jobs and one for hardened jobs; each has one instance
 * that is as large as this machine can bear.
 */
final class Loopback {

  /** The cluster for hardened jobs. */
  static final String HARDENED = "sealed";

  private static final int CPU_PER_CORE = 1024;
  private static final long MIB = 1024 * 1024;

  private Loopback() {}

  /** What runs the jobs; containers may reach the server to be told what to do. */
  static EngineChoice engine(DevOptions options) {
    try {
      return EngineChoice.of(
          options.engine(),
          ProcessEngineOptions.defaults(),
          DockerOptions.defaults().withHostPorts(Set.of(options.port())));
    } catch (EngineChoice.NoDocker e) {
      throw new DevFailure(String.valueOf(e.getMessage()), e);
    }
  }

  static LoopbackServer start(DevHome home, EngineChoice engine) throws IOException {
    return LoopbackServer.start(
        LoopbackConfig.in(home.path("loopback"))
            .withEngine(engine.factory())
            .withCluster(ClusterSpec.of("default", instance()))
            .withCluster(ClusterSpec.of(HARDENED, instance())));
  }

  /** All cores, and half of the memory: the other half is for the server, PostgreSQL and you. */
  static InstanceSpec instance() {
    return InstanceSpec.of(
        1,
        Runtime.getRuntime().availableProcessors() * CPU_PER_CORE,
        Math.toIntExact(machineMemory() / MIB / 2));
  }

  private static long machineMemory() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }
}
