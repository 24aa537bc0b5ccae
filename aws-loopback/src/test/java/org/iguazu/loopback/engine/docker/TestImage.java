package org.iguazu.loopback.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;

/** A Debian with a shell, coreutils and python3; {@code docker/test/build-test-image} makes it. */
public final class TestImage {

  public static final String NAME = "iguazu/test:latest";

  private TestImage() {}

  /** The files that show a container's limits have other names in version 2. */
  static boolean seesCgroupsOfVersion1() {
    return Files.isDirectory(Path.of("/sys/fs/cgroup/memory"));
  }

  /** Whether all containers of a task can be limited together here. */
  static boolean canLimitTasks() {
    try (var daemon = new Daemon(DockerOptions.defaults(), "nobody")) {
      return daemon.groups().areUsable();
    }
  }
}
