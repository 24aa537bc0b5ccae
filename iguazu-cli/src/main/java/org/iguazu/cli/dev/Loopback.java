package org.iguazu.cli.dev;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;

/** The AWS loopback with one cluster, one instance, that is as large as this machine can bear. */
final class Loopback {

  private static final int CPU_PER_CORE = 1024;
  private static final long MIB = 1024 * 1024;

  private Loopback() {}

  static LoopbackServer start(DevHome home) throws IOException {
    return LoopbackServer.start(
        LoopbackConfig.in(home.path("loopback"))
            .withCluster(ClusterSpec.of("default", instance())));
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
