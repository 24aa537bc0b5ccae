package org.iguazu.dispatcher.staging;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.iguazu.api.dispatch.StagedPaths;
import org.iguazu.api.dispatch.TaskContainers;
import org.iguazu.api.job.InputFile;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.Outputs;
import org.iguazu.dispatcher.isolation.IsolationFields;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Scope;
import software.amazon.awssdk.services.ecs.model.Volume;

/**
 * Says in ECS's words how files are brought to a job and fetched from it: the one place that does.
 * {@link TaskContainers#STAGE} puts them into a volume before the job's container starts, {@link
 * TaskContainers#REPORT} takes them from another when it has ended. The latter runs all along: a
 * volume in memory is empty again once nobody has it.
 */
public final class StagingFields {

  /** Both, in the order in which they are needed. */
  public static final List<String> COURIERS = List.of(TaskContainers.STAGE, TaskContainers.REPORT);

  private static final String IN = "iguazu-in";
  private static final String OUT = "iguazu-out";

  /** What a courier needs for itself, in MiB. */
  private static final int COURIER_MEMORY = 128;

  private static final int PARAMETERS = 1;

  /** The root, the parameters, and where an archive lies and is unpacked. */
  private static final int FILES_BESIDE = 8;

  /** What the kernel takes for the names of an archive's files, in MiB. */
  private static final int NAMES_OF_ARCHIVE = 16;

  private static final int DIRECTORIES_OUT = 1_000;
  private static final int COURIER_STOPS = 5;

  /** The most that ECS waits for. */
  private static final int SECONDS_TO_BRING = 120;

  private final StagingProperties properties;

  public StagingFields(StagingProperties properties) {
    this.properties = properties;
  }

  /** Adds what the task of a job with files must have; to others nothing. */
  public void add(JobDefinition job, RegisterTaskDefinitionRequest.Builder task) {
    if (!job.staged()) {
      return;
    }
    var volumes = new ArrayList<Volume>();
    volumes.add(volume(job, IN, inputSize(job), filesIn(job)));
    Outputs outputs = job.outputs();
    if (outputs != null) {
      volumes.add(volume(job, OUT, outputs.maxSize(), outputs.maxFiles() + DIRECTORIES_OUT));
    }
    task.volumes(volumes);
  }

  /**
   * Adds what the own container of such a job must have: it starts late, and is not the last to
   * end.
   */
  public void add(JobDefinition job, ContainerDefinition.Builder main) {
    if (!job.staged()) {
      return;
    }
    main.essential(false)
        .dependsOn(
            after(TaskContainers.STAGE, ContainerCondition.SUCCESS),
            after(TaskContainers.REPORT, ContainerCondition.START))
        .mountPoints(mounts(job, true, false));
  }

  /** The containers beside it, that with more to do first; none if it has no files. */
  public List<ContainerDefinition.Builder> couriers(JobDefinition job) {
    if (!job.staged()) {
      return List.of();
    }
    return List.of(
        courier(TaskContainers.STAGE)
            .essential(false)
            .memory(COURIER_MEMORY + inputSize(job) + sizeOfNames(job))
            .startTimeout(SECONDS_TO_BRING)
            .mountPoints(mount(IN, StagedPaths.IN, false)),
        courier(TaskContainers.REPORT)
            .essential(true)
            .memory(COURIER_MEMORY)
            .dependsOn(after(TaskContainers.STAGE, ContainerCondition.START))
            .mountPoints(mounts(job, true, true)));
  }

  private ContainerDefinition.Builder courier(String name) {
    return ContainerDefinition.builder()
        .name(name)
        .image(properties.courierImage())
        .command(name)
        .cpu(0) // next to nothing while the job runs, all there is while it does not
        .stopTimeout(COURIER_STOPS);
  }

  private static int inputSize(JobDefinition job) {
    return PARAMETERS + job.inputs().stream().mapToInt(StagingFields::room).sum();
  }

  private static int filesIn(JobDefinition job) {
    return FILES_BESIDE
        + job.inputs().stream()
            .mapToInt(input -> input.unpack() ? 1 + InputFile.MOST_ENTRIES : 1)
            .sum();
  }

  private static int sizeOfNames(JobDefinition job) {
    return NAMES_OF_ARCHIVE * (int) job.inputs().stream().filter(InputFile::unpack).count();
  }

  /** An archive and what it holds are both there for a while. */
  private static int room(InputFile input) {
    return input.unpack() ? 2 * input.maxSize() : input.maxSize();
  }

  private static List<MountPoint> mounts(JobDefinition job, boolean inOnly, boolean outOnly) {
    MountPoint in = mount(IN, StagedPaths.IN, inOnly);
    return job.outputs() == null ? List.of(in) : List.of(in, mount(OUT, StagedPaths.OUT, outOnly));
  }

  private static MountPoint mount(String volume, String path, boolean readOnly) {
    return MountPoint.builder().sourceVolume(volume).containerPath(path).readOnly(readOnly).build();
  }

  private static ContainerDependency after(String container, ContainerCondition condition) {
    return ContainerDependency.builder().containerName(container).condition(condition).build();
  }

  /** In memory, and no larger than it may be. */
  private static Volume volume(JobDefinition job, String name, int mebibytes, int files) {
    int user = IsolationFields.userOf(job.name());
    String options =
        Stream.of(
                "size=%dm".formatted(mebibytes),
                "nr_inodes=" + files,
                "uid=" + user,
                "gid=" + user,
                "mode=0700",
                "noexec",
                "nosuid",
                "nodev")
            .collect(joining(","));
    return Volume.builder()
        .name(name)
        .dockerVolumeConfiguration(docker ->
            docker
                .scope(Scope.TASK)
                .driver("local")
                .driverOpts(Map.of("type", "tmpfs", "device", "tmpfs", "o", options)))
        .build();
  }
}
