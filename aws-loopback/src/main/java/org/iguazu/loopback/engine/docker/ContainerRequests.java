package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.Volume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.Mount;
import org.iguazu.loopback.engine.TaskSpec;

/** Says a container of a task in Docker's words. */
final class ContainerRequests {

  private final TaskSpec task;
  private final Optional<String> group;
  private final Daemon daemon;

  /**
   * For one task.
   *
   * @param group the control group that limits it, if there is one
   */
  ContainerRequests(TaskSpec task, Optional<String> group, Daemon daemon) {
    this.task = task;
    this.group = group;
    this.daemon = daemon;
  }

  CreateContainerCmd of(ContainerSpec container, ImageChoice.Chosen chosen) {
    CreateContainerCmd request =
        daemon
            .docker()
            .createContainerCmd(chosen.image())
            .withName(daemon.name(task.id(), container.name()))
            .withEnv(environment(container))
            .withLabels(labels(container))
            .withNetworkDisabled(container.confinement().networkDisabled())
            .withHostConfig(
                HostConfigs.of(
                    task,
                    container,
                    binds(container, chosen),
                    group,
                    daemon.options().processes()));
    addProgram(request, container, chosen);
    org.iguazu.loopback.engine.HealthCheck check = container.lifecycle().healthCheck();
    if (check != null) {
      request.withHealthcheck(said(check));
    }
    return request;
  }

  private static void addProgram(
      CreateContainerCmd request, ContainerSpec container, ImageChoice.Chosen chosen) {
    if (!chosen.entryPoint().isEmpty()) {
      request.withEntrypoint(chosen.entryPoint());
    }
    if (!chosen.command().isEmpty()) {
      request.withCmd(chosen.command());
    }
    String directory = container.program().workingDirectory();
    if (directory != null) {
      request.withWorkingDir(directory);
    }
    String user = container.confinement().user();
    if (user != null) {
      request.withUser(user);
    }
  }

  private List<String> environment(ContainerSpec container) {
    return daemon.doors().environment(task, container).entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .toList();
  }

  /** Ours last: nobody can disown a container. */
  private Map<String, String> labels(ContainerSpec container) {
    Map<String, String> labels = new HashMap<>(container.labels());
    labels.putAll(daemon.labels(task.id()));
    return labels;
  }

  private List<Bind> binds(ContainerSpec container, ImageChoice.Chosen chosen) {
    return Stream.concat(container.mounts().stream().map(this::bind), chosen.file().stream())
        .toList();
  }

  private Bind bind(Mount mount) {
    return new Bind(
        daemon.name(task.id(), mount.volume()),
        new Volume(mount.path()),
        mount.readOnly() ? AccessMode.ro : AccessMode.rw);
  }

  private static HealthCheck said(org.iguazu.loopback.engine.HealthCheck check) {
    return new HealthCheck()
        .withTest(check.command())
        .withInterval(check.interval().toNanos())
        .withTimeout(check.timeout().toNanos())
        .withRetries(check.retries())
        .withStartPeriod(check.startPeriod().toNanos());
  }
}
