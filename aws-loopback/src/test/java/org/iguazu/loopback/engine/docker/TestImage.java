package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Debian with a shell, coreutils and python3; {@code docker/test/build-test-image} makes it. */
public final class TestImage {

  public static final String NAME = "iguazu/test:latest";

  /** One with a Java; {@code docker/base/build-base-image} makes it. */
  public static final String BASE = "iguazu/base:latest";

  private TestImage() {}

  static boolean hasBaseImage() {
    return has(BASE);
  }

  static boolean has(String image) {
    try (var daemon = new Daemon(DockerOptions.defaults(), "nobody")) {
      daemon.docker().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException _) {
      return false;
    }
  }

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
