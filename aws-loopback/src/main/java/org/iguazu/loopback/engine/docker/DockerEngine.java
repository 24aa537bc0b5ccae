package org.iguazu.loopback.engine.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.engine.run.TaskRuns;

/** Runs containers on the Docker daemon of this machine, and enforces all that a task asks for. */
public final class DockerEngine implements TaskEngine {

  private static final System.Logger LOG = System.getLogger(DockerEngine.class.getName());

  private final Daemon daemon;
  private final Janitor janitor;
  private final TaskRuns tasks = new TaskRuns();

  /** Removes what a predecessor with this directory has left on the daemon, and is ready. */
  public DockerEngine(Path directory, DockerOptions options) {
    this.daemon = new Daemon(options, owner(directory));
    this.janitor = new Janitor(daemon);
    daemon.removeAll();
  }

  public static Factory with(DockerOptions options) {
    return (directory, _) -> new DockerEngine(directory.resolve("docker"), options);
  }

  /** What tells our containers from those of other loopbacks; it is kept in the directory. */
  static String owner(Path directory) {
    try {
      Path file = Files.createDirectories(directory).resolve("owner");
      if (!Files.exists(file)) {
        Files.writeString(file, UUID.randomUUID().toString().substring(0, 8));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start(TaskSpec task, TaskObserver observer) {
    tasks.start(task, observer, new DockerRuntime(task, daemon, janitor));
  }

  @Override
  public void stop(String taskId) {
    tasks.stop(taskId);
  }

  @Override
  public void kill(String taskId) {
    tasks.kill(taskId);
  }

  @Override
  public Optional<InetAddress> machineSeenFromContainers() {
    return daemon.gateway();
  }

  @Override
  public void close() {
    tasks.close();
    if (!daemon.isClosed()) {
      closeDaemon();
    }
  }

  private void closeDaemon() {
    try (daemon) {
      daemon.removeAll();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "what is left on the Docker daemon is removed by the next start",
          e);
    }
  }
}
