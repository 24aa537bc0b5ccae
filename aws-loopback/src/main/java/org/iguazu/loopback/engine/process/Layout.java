package org.iguazu.loopback.engine.process;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.Mount;

/**
 * Where a container's paths are on a machine that has no containers. A volume is a directory, and a
 * mount is a link to it in the container's own directory: {@code /job/in} is {@code job/in} there.
 * Words of the command and values of the environment that are paths on a mount are told as they are
 * here, so that a program need not know where it runs.
 *
 * @param home the container's own directory
 */
record Layout(Path home, List<Mount> mounts) {

  /** Lays it out. */
  static Layout of(ContainerSpec container, Path home, Path volumes) throws IOException {
    for (Mount mount : container.mounts()) {
      Path link = below(home, mount.path());
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, volumes.resolve(mount.volume()));
    }
    return new Layout(home, container.mounts());
  }

  /** The directory the container's program starts in. */
  Path workingDirectory(ContainerSpec container) throws IOException {
    String wanted = container.program().workingDirectory();
    if (wanted == null || Files.isDirectory(below(home, wanted))) {
      return wanted == null ? home : below(home, wanted);
    }
    return Files.createDirectories(below(home, wanted));
  }

  List<String> here(List<String> words) {
    return words.stream().map(this::here).toList();
  }

  Map<String, String> here(Map<String, String> environment) {
    return environment.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> here(entry.getValue())));
  }

  private String here(String word) {
    return mounts.stream().anyMatch(mount -> isOn(mount, word))
        ? below(home, word).toString()
        : word;
  }

  private static boolean isOn(Mount mount, String word) {
    return word.equals(mount.path()) || word.startsWith(mount.path() + "/");
  }

  private static Path below(Path home, String absolute) {
    return home.resolve(absolute.substring(1));
  }
}
