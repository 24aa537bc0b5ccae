package org.iguazu.loopback.engine.process;

import java.io.IOException;
import java.util.Optional;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.HealthCheck;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.engine.run.ContainerEvents;
import org.iguazu.loopback.engine.run.TaskRuntime;

/** One task as child processes. */
final class ProcessRuntime implements TaskRuntime {

  private final TaskSpec task;
  private final Workshop workshop;

  ProcessRuntime(TaskSpec task, Workshop workshop) {
    this.task = task;
    this.workshop = workshop;
  }

  @Override
  public Optional<String> prepare() {
    Optional<String> missing = Isolation.missingFor(task);
    if (missing.isPresent()) {
      return missing.map(
          "CannotStartContainerError: needs a Docker daemon: a child process cannot enforce %s"
              ::formatted);
    }
    try {
      workshop.makeVolumes(task);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("CannotCreateVolumeError: " + e);
    }
  }

  @Override
  public Start start(ContainerSpec container, ContainerEvents events) {
    return switch (CommandLine.of(container, workshop.options())) {
      case CommandLine.Refused(var reason) -> new Start.Failed(reason);
      case CommandLine.Run run -> start(container, run, events);
    };
  }

  private Start start(ContainerSpec container, CommandLine.Run run, ContainerEvents events) {
    try {
      Child child = workshop.start(task.id(), container, run, events::printed);
      var _ = child.onExit().thenRun(() -> Thread.startVirtualThread(() -> ended(child, events)));
      HealthCheck check = container.lifecycle().healthCheck();
      if (check != null) {
        HealthProbe.watch(child, check, events::healthy);
      }
      return new Start.Started(child);
    } catch (IOException e) {
      return new Start.Failed("CannotStartContainerError: " + e.getMessage());
    }
  }

  private void ended(Child child, ContainerEvents events) {
    workshop.bury(child);
    events.ended(child.end());
  }

  @Override
  public void close() {
    workshop.deleteLater(task.id());
  }
}
