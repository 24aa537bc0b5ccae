package org.iguazu.loopback.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How containers are run, as the agent's configuration on a host says it on AWS.
 *
 * @param socket the daemon's
 * @param processes the most that a container may have, threads included (ECS_TASK_PIDS_LIMIT)
 * @param volumeSize the most that a volume in memory may have, in MiB
 * @param cleanupDelay how long stopped containers are kept (ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION)
 * @param patience how long the daemon may be silent until its containers are given up
 * @param jarImage the image in which jobs run that are jars; without one they are refused
 * @param hostPorts ports of 127.0.0.1 that containers on the bridge may reach
 */
public record DockerOptions(
    Path socket,
    int processes,
    int volumeSize,
    Duration cleanupDelay,
    Duration patience,
    @Nullable String jarImage,
    Set<Integer> hostPorts) {

  public DockerOptions {
    hostPorts = Set.copyOf(hostPorts);
  }

  public static DockerOptions defaults() {
    return new DockerOptions(
        socketOfThisMachine(),
        1024,
        1024,
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        null,
        Set.of());
  }

  private static Path socketOfThisMachine() {
    return Optional.ofNullable(System.getenv("DOCKER_HOST"))
        .filter(host -> host.startsWith("unix://"))
        .map(host -> Path.of(host.substring("unix://".length())))
        .orElse(Path.of("/var/run/docker.sock"));
  }

  public DockerOptions withSocket(Path socket) {
    return new DockerOptions(
        socket, processes, volumeSize, cleanupDelay, patience, jarImage, hostPorts);
  }

  public DockerOptions withCleanupDelay(Duration cleanupDelay) {
    return new DockerOptions(
        socket, processes, volumeSize, cleanupDelay, patience, jarImage, hostPorts);
  }

  public DockerOptions withPatience(Duration patience) {
    return new DockerOptions(
        socket, processes, volumeSize, cleanupDelay, patience, jarImage, hostPorts);
  }

  public DockerOptions withProcesses(int processes) {
    return new DockerOptions(
        socket, processes, volumeSize, cleanupDelay, patience, jarImage, hostPorts);
  }

  public DockerOptions withVolumeSize(int volumeSize) {
    return new DockerOptions(
        socket, processes, volumeSize, cleanupDelay, patience, jarImage, hostPorts);
  }

  public DockerOptions withJarImage(String jarImage) {
    return new DockerOptions(
        socket, processes, volumeSize, cleanupDelay, patience, jarImage, hostPorts);
  }

  public DockerOptions withHostPorts(Set<Integer> hostPorts) {
    return new DockerOptions(
        socket, processes, volumeSize, cleanupDelay, patience, jarImage, hostPorts);
  }
}
