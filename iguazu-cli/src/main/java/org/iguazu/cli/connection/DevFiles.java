package org.iguazu.cli.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the development server leaves on disk for its callers.
 *
 * @param directory usually {@code .iguazu} at the root of the repository
 */
public record DevFiles(Path directory) {

  /** Where the launcher script says it is, or under the working directory. */
  public static DevFiles here() {
    return new DevFiles(Path.of(System.getProperty("iguazu.home", ".iguazu")).toAbsolutePath());
  }

  /** The file that holds the server's address. */
  public Path urlFile() {
    return directory.resolve("dev-url");
  }

  /** The file that holds the key of the development server. */
  public Path keyFile() {
    return directory.resolve("dev-key");
  }

  Optional<String> url() {
    return read(urlFile());
  }

  Optional<String> key() {
    return read(keyFile());
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
    } catch (IOException e) {
      return Optional.empty(); // there is no development server, or it is somebody else's
    }
  }
}
