package org.iguazu.loopback.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tasks and containers for tests: small ones that say only what the test is about. */
public final class Specs {

  private Specs() {}

  public static TaskSpec task(ContainerSpec... containers) {
    return task(List.of(), containers);
  }

  public static TaskSpec task(List<Volume> volumes, ContainerSpec... containers) {
    return new TaskSpec(
        newId(), List.of(containers), volumes, NetworkMode.BRIDGE, TaskSpec.Limits.NONE, false);
  }

  /** The same with limits for all its containers together. */
  public static TaskSpec limited(TaskSpec task, int cpu, int memory) {
    return new TaskSpec(
        task.id(),
        task.containers(),
        task.volumes(),
        task.network(),
        new TaskSpec.Limits(cpu, memory),
        task.privateIpc());
  }

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** An essential container that runs a shell script. */
  public static Draft script(String name, String image, String script) {
    return new Draft(name, image, List.of("sh", "-c", script));
  }

  /** A container in the making. */
  public static final class Draft {

    private final String name;
    private final String image;
    private List<String> command;
    private List<String> arguments = List.of();
    private boolean essential = true;
    private List<Dependency> dependsOn = List.of();
    private List<Mount> mounts = List.of();
    private @Nullable Duration startTimeout;
    private Duration stopTimeout = Duration.ofSeconds(2);
    private @Nullable HealthCheck healthCheck;
    private @Nullable String workingDirectory;
    private Map<String, String> environment = Map.of();
    private Resources resources = new Resources(0, 64, 0);
    private Confinement confinement = Confinement.NONE;
    private Map<String, String> labels = Map.of();

    private Draft(String name, String image, List<String> command) {
      this.name = name;
      this.image = image;
      this.command = command;
    }

    /** Not the script, but this. */
    public Draft running(String... words) {
      command = List.of(words);
      return this;
    }

    public Draft notEssential() {
      essential = false;
      return this;
    }

    public Draft after(String container, Dependency.Condition condition) {
      dependsOn = List.of(new Dependency(container, condition));
      return this;
    }

    public Draft mounting(Mount... mounts) {
      this.mounts = List.of(mounts);
      return this;
    }

    public Draft startTimeout(Duration startTimeout) {
      this.startTimeout = startTimeout;
      return this;
    }

    public Draft stopTimeout(Duration stopTimeout) {
      this.stopTimeout = stopTimeout;
      return this;
    }

    /** Has long to leave: for what leaves by itself. */
    public Draft patient() {
      return stopTimeout(Duration.ofMinutes(1));
    }

    /** Looks often, and has long to answer. */
    public Draft healthyIf(String script) {
      healthCheck =
          new HealthCheck(
              List.of("CMD-SHELL", script),
              Duration.ofMillis(200),
              Duration.ofSeconds(20),
              3,
              Duration.ZERO);
      return this;
    }

    public Draft in(String workingDirectory) {
      this.workingDirectory = workingDirectory;
      return this;
    }

    /** What the script finds in {@code $0}, {@code $1} and so on. */
    public Draft with(String... arguments) {
      this.arguments = List.of(arguments);
      return this;
    }

    public Draft with(Map<String, String> environment) {
      this.environment = environment;
      return this;
    }

    public Draft with(Resources resources) {
      this.resources = resources;
      return this;
    }

    public Draft with(Confinement confinement) {
      this.confinement = confinement;
      return this;
    }

    public Draft labelled(String name, String value) {
      labels = Map.of(name, value);
      return this;
    }

    public ContainerSpec spec() {
      var all = new HashMap<>(environment);
      all.put("ECS_CONTAINER_METADATA_URI_V4", "http://127.0.0.1:1/v4/" + newId() + "-0");
      return new ContainerSpec(
          name,
          image,
          new Program(command, arguments, workingDirectory),
          all,
          resources,
          new Lifecycle(essential, dependsOn, startTimeout, stopTimeout, healthCheck),
          mounts,
          confinement,
          labels);
    }
  }
}
