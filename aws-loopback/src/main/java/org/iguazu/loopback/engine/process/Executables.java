package org.iguazu.loopback.engine.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds commands as a shell does. */
final class Executables {

  private Executables() {}

  /** The PATH of this process, which containers get unless they have their own. */
  static String path() {
    @Nullable String path = System.getenv("PATH");
    return path == null ? "/usr/local/bin:/usr/bin:/bin" : path;
  }

  static Optional<Path> find(String command, String path) {
    Stream<Path> candidates =
        command.contains("/")
            ? Stream.of(Path.of(command))
            : Stream.of(path.split(":", -1)).map(directory -> Path.of(directory, command));
    return candidates.filter(Files::isRegularFile).filter(Files::isExecutable).findFirst();
  }
}
