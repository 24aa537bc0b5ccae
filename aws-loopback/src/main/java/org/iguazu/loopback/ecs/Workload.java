package org.iguazu.loopback.ecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.iguazu.loopback.ecs.definition.ConfinementFields;
import org.iguazu.loopback.ecs.definition.LifecycleFields;
import org.iguazu.loopback.ecs.definition.TaskDefinition;
import org.iguazu.loopback.ecs.definition.VolumeFields;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.NetworkMode;
import org.iguazu.loopback.engine.Program;
import org.iguazu.loopback.engine.Resources;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.wire.AwsError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** A task definition with the overrides of one RunTask applied. */
final class Workload {

  private final TaskDefinition definition;
  private final JsonNode overrides;

  Workload(TaskDefinition definition, @Nullable JsonNode overrides) {
    this.definition = definition;
    this.overrides = overrides == null ? MissingNode.getInstance() : overrides;
    refuseStrangers();
  }

  private void refuseStrangers() {
    List<String> names =
        definition.containers().stream()
            .map(container -> container.path("name").asString())
            .toList();
    for (JsonNode override : overrides.path("containerOverrides")) {
      String name = override.path("name").asString("");
      if (!names.contains(name)) {
        throw AwsError.invalidParameter(
            "Override for container named %s is not a container in the TaskDefinition."
                .formatted(name));
      }
    }
  }

  TaskSpec task(String id, List<ContainerSpec> containers) {
    ObjectNode content = definition.content();
    return new TaskSpec(
        id,
        containers,
        VolumeFields.volumes(content),
        network(),
        limits(),
        content.path("ipcMode").asString("").equals("none"));
  }

  private NetworkMode network() {
    return NetworkMode.valueOf(
        definition.content().path("networkMode").asString("bridge").toUpperCase(Locale.ROOT));
  }

  /** Whether a container can reach anything at all. */
  boolean isNetworked(Planned container) {
    return network() != NetworkMode.NONE && !container.isOffline();
  }

  TaskSpec.Limits limits() {
    return new TaskSpec.Limits(ofTask("cpu", 0), ofTask("memory", 0));
  }

  /** What its instance sets aside: the task's own figures, or else its containers' together. */
  Reservation reservation() {
    Reservation sum =
        containers()
            .map(container -> new Reservation(container.cpu(), container.softMemory()))
            .reduce(Reservation.NONE, Reservation::plus);
    return new Reservation(ofTask("cpu", sum.cpu()), ofTask("memory", sum.memory()));
  }

  private int ofTask(String field, int otherwise) {
    int defined = definition.content().path(field).asInt(otherwise);
    return overrides.path(field).asInt(defined);
  }

  Stream<Planned> containers() {
    return definition.containers().stream().map(this::planned);
  }

  private Planned planned(JsonNode container) {
    String name = container.path("name").asString();
    JsonNode override =
        overrides
            .path("containerOverrides")
            .valueStream()
            .filter(candidate -> candidate.path("name").asString("").equals(name))
            .findFirst()
            .orElse(MissingNode.getInstance());
    return new Planned((ObjectNode) container, override);
  }

  /** The most a container without a limit of its own may use: all the task has. */
  int taskMemory() {
    return reservation().memory();
  }

  /** One container with its override. */
  record Planned(ObjectNode defined, JsonNode override) {

    String name() {
      return defined.path("name").asString();
    }

    String image() {
      return defined.path("image").asString();
    }

    int cpu() {
      return number("cpu", 0);
    }

    int hardMemory() {
      return number("memory", 0);
    }

    int softMemory() {
      return number("memoryReservation", hardMemory());
    }

    private int number(String field, int otherwise) {
      return override.path(field).asInt(defined.path(field).asInt(otherwise));
    }

    private List<String> words(String field) {
      JsonNode list = override.path(field).isArray() ? override.path(field) : defined.path(field);
      return list.valueStream().map(JsonNode::asString).toList();
    }

    private Map<String, String> environment() {
      Map<String, String> environment = new LinkedHashMap<>();
      Stream.of(defined, override)
          .flatMap(source -> source.path("environment").valueStream())
          .forEach(pair ->
              environment.put(pair.path("name").asString(""), pair.path("value").asString("")));
      return environment;
    }

    Container container() {
      return new Container(
          name(),
          image(),
          defined.path("essential").asBoolean(true),
          cpu(),
          positive(hardMemory()),
          positive(softMemory()),
          Container.Status.PENDING,
          null,
          null,
          null);
    }

    private static @Nullable Integer positive(int number) {
      return number > 0 ? number : null;
    }

    boolean isOffline() {
      return ConfinementFields.of(defined).networkDisabled();
    }

    Map<String, String> labels() {
      return VolumeFields.strings(defined.path("dockerLabels"));
    }

    /** As the engine is told; {@code injected} is what the agent adds to the environment. */
    ContainerSpec spec(int taskMemory, Map<String, String> injected) {
      Map<String, String> environment = environment();
      environment.putAll(injected);
      int memory = hardMemory() > 0 ? hardMemory() : Math.max(softMemory(), taskMemory);
      return new ContainerSpec(
          name(),
          image(),
          program(),
          environment,
          new Resources(cpu(), memory, number("memoryReservation", 0)),
          LifecycleFields.of(defined),
          VolumeFields.mounts(defined),
          ConfinementFields.of(defined),
          labels());
    }

    private Program program() {
      return new Program(
          words("entryPoint"), words("command"), defined.path("workingDirectory").asString(null));
    }
  }
}
