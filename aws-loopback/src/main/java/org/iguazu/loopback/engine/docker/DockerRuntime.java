package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.engine.Volume;
import org.iguazu.loopback.engine.run.ContainerEvents;
import org.iguazu.loopback.engine.run.TaskRuntime;

/** One task as containers of a daemon. */
final class DockerRuntime implements TaskRuntime {

  private final TaskSpec task;
  private final Daemon daemon;
  private final Janitor janitor;
  private final Volumes volumes;
  private final Images images;
  private final List<String> containers = new CopyOnWriteArrayList<>();
  private volatile Optional<String> group = Optional.empty();

  DockerRuntime(TaskSpec task, Daemon daemon, Janitor janitor) {
    this.task = task;
    this.daemon = daemon;
    this.janitor = janitor;
    this.volumes = new Volumes(daemon.docker(), daemon.options().volumeSize());
    this.images = new Images(daemon.docker());
  }

  @Override
  public Optional<String> prepare() {
    group = daemon.groups().make(groupName(), task, daemon.options().processes());
    try {
      return task.volumes().stream()
          .map(it -> volumes.make(it, nameOf(it), daemon.labels(task.id())))
          .flatMap(Optional::stream)
          .findFirst();
    } catch (DockerException e) {
      return Optional.of(DaemonErrors.told("CannotCreateVolumeError", e));
    }
  }

  private String groupName() {
    return daemon.name(task.id());
  }

  private String nameOf(Volume volume) {
    return daemon.name(task.id(), volume.name());
  }

  @Override
  public Start start(ContainerSpec container, ContainerEvents events) {
    return switch (ImageChoice.of(container, daemon.options().jarImage())) {
      case ImageChoice.Refused(var reason) -> new Start.Failed(reason);
      case ImageChoice.Chosen chosen -> start(container, chosen, events);
    };
  }

  private Start start(ContainerSpec container, ImageChoice.Chosen chosen, ContainerEvents events) {
    return switch (images.have(chosen.image(), events::isWanted)) {
      case Images.Pull.Failed(var reason) -> new Start.Failed(reason);
      case Images.Pull.NotWanted _ -> new Start.NotWanted();
      case Images.Pull.Done(var imageId) -> {
        events.pulled(imageId);
        yield create(container, chosen, events);
      }
    };
  }

  private Start create(ContainerSpec container, ImageChoice.Chosen chosen, ContainerEvents events) {
    Optional<String> missing = missing(container);
    if (missing.isPresent()) {
      return new Start.Failed(missing.get());
    }
    try {
      String id = new ContainerRequests(task, group, daemon).of(container, chosen).exec().getId();
      containers.add(id);
      events.created(new TaskObserver.Handle(id, daemon.name(task.id(), container.name())));
      return run(id, container, events);
    } catch (DockerException e) {
      return new Start.Failed(DaemonErrors.told("CannotCreateContainerError", e));
    }
  }

  /** What a daemon would silently leave out. */
  private Optional<String> missing(ContainerSpec container) {
    return container.confinement().securityOptions().stream()
        .filter(option ->
            (option.startsWith("apparmor:") && !daemon.enforces("apparmor"))
                || (option.startsWith("label:") && !daemon.enforces("selinux")))
        .map(option ->
            "CannotCreateContainerError: the Docker daemon's kernel cannot enforce %s of container %s"
                .formatted(option, container.name()))
        .findFirst();
  }

  private Start run(String id, ContainerSpec container, ContainerEvents events) {
    DockerClient docker = daemon.docker();
    Optional<HealthWatch> health =
        Optional.ofNullable(container.lifecycle().healthCheck())
            .map(_ -> HealthWatch.start(docker, id, events::healthy));
    try {
      docker.startContainerCmd(id).exec();
      var live = new DockerContainer(daemon, id, Output.follow(docker, id, events::printed));
      Thread.ofVirtual().name("wait-" + task.id()).start(() -> tellEnd(live, health, events));
      return new Start.Started(live);
    } catch (DockerException e) {
      health.ifPresent(HealthWatch::close);
      return new Start.Failed(DaemonErrors.told("CannotStartContainerError", e));
    }
  }

  private static void tellEnd(
      DockerContainer container, Optional<HealthWatch> health, ContainerEvents events) {
    try {
      events.ended(container.awaitEnd());
      health.ifPresent(HealthWatch::close);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the wait for a container", e);
    }
  }

  @Override
  public void close() {
    janitor.removeLater(
        containers, task.volumes().stream().map(this::nameOf).toList(), groupName());
  }
}
