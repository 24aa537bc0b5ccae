package org.iguazu.dispatcher.isolation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobName;
import org.iguazu.api.job.Relaxations;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.IpcMode;
import software.amazon.awssdk.services.ecs.model.KernelCapabilities;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tmpfs;
import software.amazon.awssdk.services.ecs.model.Ulimit;
import software.amazon.awssdk.services.ecs.model.UlimitName;

/** Says a job's isolation in ECS's words: the one place that does. */
public final class IsolationFields {

  /** Above all users of a distribution, below what a daemon with remapped users can say. */
  private static final int FIRST_USER = 20_000;

  private static final int USERS = 40_000;
  private static final int CORE_UNITS = 1_024;
  private static final int MIB = 1 << 20;
  private static final int USUAL_SCRATCH = 256;

  /**
   * All processes of the job's user on one host. Not what stops a fork bomb, that is the host's
   * limit for each task; but what is left if the host has none.
   */
  private static final int PROCESSES = 4_096;

  private final IsolationProperties properties;

  public IsolationFields(IsolationProperties properties) {
    this.properties = properties;
  }

  /** Adds what the whole task must have. */
  public void add(JobDefinition job, RegisterTaskDefinitionRequest.Builder task) {
    switch (job.isolation()) {
      case SHARED -> {}
      case HARDENED -> task.ipcMode(IpcMode.NONE).cpu(String.valueOf(job.cpu()));
    }
  }

  /** Adds what the container that runs the job must have. */
  public void add(JobDefinition job, ContainerDefinition.Builder container) {
    switch (job.isolation()) {
      case SHARED -> {}
      case HARDENED -> harden(job, container);
    }
  }

  /**
   * Adds what a container of ours beside it must have: the job's user, whose files it handles, and
   * a network, but no more than that.
   */
  public void addToCourier(JobDefinition job, ContainerDefinition.Builder courier) {
    courier
        .user(userAndGroupOf(job.name()))
        .privileged(false)
        .readonlyRootFilesystem(true)
        .dockerSecurityOptions("no-new-privileges")
        .linuxParameters(
            LinuxParameters.builder()
                .capabilities(KernelCapabilities.builder().drop("ALL").build())
                .maxSwap(0)
                .build())
        .ulimits(ulimit(UlimitName.CORE, 0));
  }

  private void harden(JobDefinition job, ContainerDefinition.Builder container) {
    Relaxations relaxed = job.relaxations() == null ? Relaxations.none() : job.relaxations();
    container
        .disableNetworking(true)
        .user(userAndGroupOf(job.name()))
        .privileged(false)
        .readonlyRootFilesystem(true)
        .dockerSecurityOptions(securityOptions())
        .linuxParameters(hardened(job, relaxed))
        .ulimits(
            ulimit(UlimitName.CORE, 0),
            ulimit(UlimitName.CPU, cpuSeconds(job)),
            ulimit(UlimitName.FSIZE, relaxed.fileSize() * MIB),
            ulimit(UlimitName.NOFILE, relaxed.openFiles()),
            ulimit(UlimitName.NPROC, PROCESSES));
  }

  /**
   * A user that nobody else is: the kernel counts processes by user, and files say who may read
   * them, across containers. The number of its group is the same.
   */
  public static int userOf(JobName job) {
    var checksum = new CRC32();
    checksum.update(job.value().getBytes(StandardCharsets.UTF_8));
    return Math.toIntExact(FIRST_USER + checksum.getValue() % USERS);
  }

  private static String userAndGroupOf(JobName job) {
    return userOf(job) + ":" + userOf(job);
  }

  private List<String> securityOptions() {
    var options = new ArrayList<String>();
    options.add("no-new-privileges");
    if (!properties.apparmorProfile().isEmpty()) {
      options.add("apparmor:" + properties.apparmorProfile());
    }
    return options;
  }

  private static LinuxParameters hardened(JobDefinition job, Relaxations relaxed) {
    return LinuxParameters.builder()
        .capabilities(KernelCapabilities.builder().drop("ALL").build())
        .initProcessEnabled(true)
        .maxSwap(0) // without it the host's swap is the container's
        .tmpfs(scratch(job, relaxed))
        .build();
  }

  /** Room for files; it counts against the container's memory, so it gets at most half of it. */
  private static Tmpfs scratch(JobDefinition job, Relaxations relaxed) {
    Integer tmp = relaxed.tmp();
    return Tmpfs.builder()
        .containerPath("/tmp")
        .size(tmp == null ? Math.clamp(job.memory() / 2, 1, USUAL_SCRATCH) : tmp)
        .mountOptions(
            relaxed.executableTmp() ? "exec" : "noexec",
            "nosuid",
            "nodev",
            "mode=1777",
            "nr_inodes=" + relaxed.tmpFiles())
        .build();
  }

  /** What all its cores can do until its timeout: whoever takes more has slipped past that. */
  private static int cpuSeconds(JobDefinition job) {
    long cores = Math.ceilDiv(job.cpu(), CORE_UNITS);
    return Math.clamp(Math.ceilDiv(job.timeout().toMillis(), 1_000) * cores, 1, Integer.MAX_VALUE);
  }

  private static Ulimit ulimit(UlimitName name, int limit) {
    return Ulimit.builder().name(name).softLimit(limit).hardLimit(limit).build();
  }
}
