package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.iguazu.loopback.engine.Confinement;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.Resources;
import org.iguazu.loopback.engine.TaskSpec;

/** Says in Docker's words what a container gets and what it may not do. */
final class HostConfigs {

  static final long MIB = 1L << 20;
  private static final int CPU_UNITS = 1024;
  static final long CPU_PERIOD_MICROS = 100_000;

  /** A buffer on disk from which we read: what is printed faster than it is read is overwritten. */
  private static final LogConfig LOGS =
      new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "16m", "max-file", "2"));

  /** What the ECS agent gives to a container without a share of its own: the least there is. */
  private static final int LEAST_SHARES = 2;

  private HostConfigs() {}

  /**
   * All of it.
   *
   * @param binds volumes and files, as Docker knows them
   * @param group the control group that limits the task; without one each container is limited
   * @param processes the most it may have
   */
  static HostConfig of(
      TaskSpec task,
      ContainerSpec container,
      List<Bind> binds,
      Optional<String> group,
      int processes) {
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode(task.network().name().toLowerCase(Locale.ROOT))
            .withBinds(binds)
            .withPrivileged(false)
            .withPidsLimit((long) processes)
            .withLogConfig(LOGS);
    if (task.privateIpc()) {
      host.withIpcMode("none");
    }
    group.ifPresentOrElse(host::withCgroupParent, () -> limitCpu(host, task.limits()));
    limit(host, task.limits(), container);
    confine(host, container.confinement());
    return host;
  }

  private static void limitCpu(HostConfig host, TaskSpec.Limits task) {
    if (task.cpu() > 0) {
      host.withCpuPeriod(CPU_PERIOD_MICROS).withCpuQuota(quota(task.cpu()));
    }
  }

  /** How long in each period; {@code cpu} is in units of 1/1024 core. */
  static long quota(int cpu) {
    return cpu * CPU_PERIOD_MICROS / CPU_UNITS;
  }

  static int shares(ContainerSpec container) {
    return Math.max(LEAST_SHARES, container.resources().cpu());
  }

  private static void limit(HostConfig host, TaskSpec.Limits task, ContainerSpec container) {
    Resources resources = container.resources();
    host.withCpuShares(shares(container));
    int memory =
        task.memory() > 0 ? Math.min(task.memory(), resources.memory()) : resources.memory();
    Integer swap = container.confinement().linux().maxSwap();
    host.withMemory(memory * MIB);
    host.withMemorySwap((memory + (swap == null ? 0 : swap)) * MIB);
    if (resources.memoryReservation() > 0) {
      host.withMemoryReservation(Math.min(memory, resources.memoryReservation()) * MIB);
    }
  }

  private static void confine(HostConfig host, Confinement confinement) {
    host.withReadonlyRootfs(confinement.readOnlyRoot())
        .withSecurityOpts(confinement.securityOptions().stream().map(HostConfigs::option).toList())
        .withUlimits(confinement.ulimits().stream().map(HostConfigs::ulimit).toList());
    Confinement.Linux linux = confinement.linux();
    host.withCapDrop(capabilities(linux.droppedCapabilities()))
        .withCapAdd(capabilities(linux.addedCapabilities()))
        .withInit(linux.init())
        .withTmpFs(tmpfs(linux.tmpfs()));
    if (linux.swappiness() != null) {
      host.withMemorySwappiness(linux.swappiness().longValue());
    }
    if (linux.sharedMemory() > 0) {
      host.withShmSize(linux.sharedMemory() * MIB);
    }
  }

  /** ECS writes {@code apparmor:PROFILE}, Docker {@code apparmor=PROFILE}. */
  private static String option(String ofEcs) {
    return ofEcs.replaceFirst(":", "=");
  }

  private static Ulimit ulimit(Confinement.Ulimit limit) {
    return new Ulimit(limit.name(), limit.soft(), limit.hard());
  }

  private static Capability[] capabilities(List<String> names) {
    return names.stream().map(Capability::valueOf).toArray(Capability[]::new);
  }

  private static Map<String, String> tmpfs(List<Confinement.Tmpfs> all) {
    return all.stream()
        .collect(Collectors.toMap(Confinement.Tmpfs::path, HostConfigs::mountOptions));
  }

  private static String mountOptions(Confinement.Tmpfs tmpfs) {
    List<String> options = new ArrayList<>(tmpfs.options());
    options.add("size=%dm".formatted(tmpfs.size()));
    return String.join(",", options);
  }
}
