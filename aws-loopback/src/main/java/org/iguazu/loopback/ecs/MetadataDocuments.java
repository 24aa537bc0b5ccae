package org.iguazu.loopback.ecs;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.iguazu.loopback.arn.Arns;
import org.iguazu.loopback.ecs.LocalContainer.Status;
import org.iguazu.loopback.engine.TaskSpec;
import org.jspecify.annotations.Nullable;

/** A task and its containers as the agent shows them, at one moment. */
final class MetadataDocuments {

  private static final double CPU_UNITS = 1024;

  private final LocalTask local;
  private final Task task;

  MetadataDocuments(LocalTask local) {
    this.local = local;
    this.task = local.known();
  }

  Map<String, Object> task() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Cluster", task.cluster());
    document.put("TaskARN", task.arn());
    document.put("Family", task.order().family());
    document.put("Revision", revision());
    document.put("DesiredStatus", task.desiredStatus());
    document.put("KnownStatus", knownStatus().name());
    document.put("Containers", containers());
    document.put("Limits", limits());
    document.put("AvailabilityZone", Arns.ZONE);
    document.put("LaunchType", "EC2");
    return document;
  }

  /** Those of the task are in whole processors, those of a container in units of 1/1024. */
  private Map<String, Object> limits() {
    TaskSpec.Limits limits = local.workload().limits();
    return limits(limits.cpu() / CPU_UNITS, limits.memory());
  }

  private static Map<String, Object> limits(Number cpu, int memory) {
    Map<String, Object> limits = new LinkedHashMap<>();
    put(limits, "CPU", cpu.doubleValue() > 0 ? cpu : null);
    put(limits, "Memory", memory > 0 ? memory : null);
    return limits;
  }

  private static void put(Map<String, Object> document, String field, @Nullable Object value) {
    if (value != null) {
      document.put(field, value);
    }
  }

  private String revision() {
    String definition = task.order().taskDefinitionArn();
    return definition.substring(definition.lastIndexOf(':') + 1);
  }

  /** A task is as far as the last of its containers. */
  private Status knownStatus() {
    return planned()
        .map(it -> local.container(it.name()).status())
        .min(Comparator.naturalOrder())
        .orElse(Status.NONE);
  }

  private Stream<Workload.Planned> planned() {
    return local.workload().containers();
  }

  /** The agent leaves out those for which it has done nothing yet. */
  private List<Map<String, Object>> containers() {
    return planned()
        .filter(it -> local.container(it.name()).status() != Status.NONE)
        .map(this::container)
        .toList();
  }

  Map<String, Object> container(String name) {
    return planned()
        .filter(it -> it.name().equals(name))
        .map(this::container)
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Object> container(Workload.Planned planned) {
    LocalContainer known = local.container(planned.name());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("DockerId", known.handle().id());
    document.put("Name", planned.name());
    document.put("DockerName", known.handle().name());
    document.put("Image", planned.image());
    document.put("ImageID", known.imageId());
    document.put("Labels", labels(planned));
    document.put("DesiredStatus", desiredStatus(known));
    document.put("KnownStatus", known.status().name());
    put(document, "ExitCode", known.exitCode());
    document.put("Limits", limits(planned.cpu(), planned.hardMemory()));
    put(document, "CreatedAt", text(known.createdAt()));
    put(document, "StartedAt", text(known.startedAt()));
    put(document, "FinishedAt", text(known.finishedAt()));
    document.put("Type", "NORMAL");
    document.put("ContainerARN", arn(planned));
    return document;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private String desiredStatus(LocalContainer known) {
    return known.status() == Status.STOPPED ? "STOPPED" : task.desiredStatus();
  }

  private String arn(Workload.Planned planned) {
    List<String> names = planned().map(Workload.Planned::name).toList();
    return Arns.container(task.cluster(), task.id(), names.indexOf(planned.name()));
  }

  private Map<String, String> labels(Workload.Planned planned) {
    Map<String, String> labels = new HashMap<>(planned.labels());
    labels.put("com.amazonaws.ecs.cluster", task.cluster());
    labels.put("com.amazonaws.ecs.container-name", planned.name());
    labels.put("com.amazonaws.ecs.task-arn", task.arn());
    labels.put("com.amazonaws.ecs.task-definition-family", task.order().family());
    labels.put("com.amazonaws.ecs.task-definition-version", revision());
    return labels;
  }
}
