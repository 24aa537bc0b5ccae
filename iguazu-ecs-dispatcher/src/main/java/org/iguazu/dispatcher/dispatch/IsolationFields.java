package org.iguazu.dispatcher.dispatch;

import java.util.List;
import org.iguazu.api.job.JobDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.IpcMode;
import software.amazon.awssdk.services.ecs.model.KernelCapabilities;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tmpfs;
import software.amazon.awssdk.services.ecs.model.Ulimit;
import software.amazon.awssdk.services.ecs.model.UlimitName;

/** Says a job's isolation in ECS's words: the one place that does. */
final class IsolationFields {

  private static final String NOBODY = "65532:65532";
  private static final int OPEN_FILES = 1_024;
  private static final int PROCESSES = 256;
  private static final long FILE_BYTES = 256L << 20;

  private IsolationFields() {}

  static void add(JobDefinition job, RegisterTaskDefinitionRequest.Builder task) {
    switch (job.isolation()) {
      case SHARED -> {}
      case HARDENED -> task.ipcMode(IpcMode.NONE).cpu(String.valueOf(job.cpu()));
    }
  }

  static void add(JobDefinition job, ContainerDefinition.Builder container) {
    switch (job.isolation()) {
      case SHARED -> {}
      case HARDENED -> harden(job, container);
    }
  }

  private static void harden(JobDefinition job, ContainerDefinition.Builder container) {
    container
        .disableNetworking(true)
        .user(NOBODY)
        .privileged(false)
        .readonlyRootFilesystem(true)
        .dockerSecurityOptions("no-new-privileges")
        .linuxParameters(hardened(job))
        .ulimits(
            ulimit(UlimitName.CORE, 0),
            ulimit(UlimitName.FSIZE, (int) FILE_BYTES),
            ulimit(UlimitName.NOFILE, OPEN_FILES),
            ulimit(UlimitName.NPROC, PROCESSES));
  }

  private static LinuxParameters hardened(JobDefinition job) {
    return LinuxParameters.builder()
        .capabilities(KernelCapabilities.builder().drop("ALL").build())
        .initProcessEnabled(true)
        .maxSwap(0) // without it the host's swap is the container's
        .tmpfs(scratch(job))
        .build();
  }

  /** Room for files; it counts against the container's memory, so it gets at most half of it. */
  private static Tmpfs scratch(JobDefinition job) {
    return Tmpfs.builder()
        .containerPath("/tmp")
        .size(Math.clamp(job.memory() / 2, 1, 256))
        .mountOptions(List.of("noexec", "nosuid", "nodev", "mode=1777"))
        .build();
  }

  private static Ulimit ulimit(UlimitName name, int limit) {
    return Ulimit.builder().name(name).softLimit(limit).hardLimit(limit).build();
  }
}
