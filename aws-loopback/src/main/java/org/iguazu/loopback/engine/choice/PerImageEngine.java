package org.iguazu.loopback.engine.choice;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.engine.docker.DockerEngine;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.process.ProcessEngine;
import org.iguazu.loopback.engine.process.ProcessEngineOptions;

/**
 * Runs a task as child processes if all its containers are jars or {@code process:}, and ask for
 * nothing that a process cannot give; any other task as containers.
 */
final class PerImageEngine implements TaskEngine {

  private final ProcessEngine processes;
  private final DockerEngine containers;

  private PerImageEngine(ProcessEngine processes, DockerEngine containers) {
    this.processes = processes;
    this.containers = containers;
  }

  static Factory with(ProcessEngineOptions process, DockerOptions docker) {
    return (directory, _) -> of(directory, process, docker);
  }

  private static PerImageEngine of(
      Path directory, ProcessEngineOptions process, DockerOptions docker) {
    var processes = new ProcessEngine(directory.resolve("process"), process);
    return new PerImageEngine(processes, new DockerEngine(directory.resolve("docker"), docker));
  }

  @Override
  public void start(TaskSpec task, TaskObserver observer) {
    boolean local =
        task.containers().stream().map(ContainerSpec::image).allMatch(PerImageEngine::isLocal);
    TaskEngine engine = local && ProcessEngine.canEnforce(task) ? processes : containers;
    engine.start(task, observer);
  }

  private static boolean isLocal(String image) {
    return image.equals("process:") || image.startsWith("file:") || image.startsWith("/");
  }

  @Override
  public void stop(String taskId) {
    processes.stop(taskId);
    containers.stop(taskId);
  }

  @Override
  public void kill(String taskId) {
    processes.kill(taskId);
    containers.kill(taskId);
  }

  /** Child processes find it there, too. */
  @Override
  public Optional<InetAddress> machineSeenFromContainers() {
    return containers.machineSeenFromContainers();
  }

  @Override
  public void close() {
    try (processes;
        containers) {
      // both, whatever happens
    }
  }
}
