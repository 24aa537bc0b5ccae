package org.iguazu.benchmarks.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.iguazu.loopback.engine.choice.EngineKind;

/** The images of the jobs, if they run in containers: one is made here, and removed in the end. */
final class JobImages implements AutoCloseable {

  static final String OF_PLAIN = "iguazu/test:latest";
  static final String OF_FENCED = "iguazu/chaos:latest";

  /** Where the jars are in the latter. */
  static final String JARS = "/jars";

  /** What the SDK's runner needs; without the server's jars it starts faster. */
  private static final Pattern NEEDED =
      Pattern.compile(
          "(benchmarks|job-sdk|iguazu-api|jackson|slf4j-api|avaje-inject|jakarta|jspecify).*");

  private final boolean made;

  private JobImages(boolean made) {
    this.made = made;
  }

  /**
   * Makes what can be made.
   *
   * @param context a directory to be made for that
   */
  static JobImages make(EngineKind engine, Path context) throws IOException {
    if (engine != EngineKind.DOCKER) {
      return new JobImages(false);
    }
    Files.createDirectory(context);
    Files.writeString(
        context.resolve("Dockerfile"), "FROM iguazu/base:latest\nCOPY *.jar " + JARS + "/\n");
    for (Path jar : jars().toList()) {
      Files.copy(jar, context.resolve(jar.getFileName()));
    }
    docker("image", "inspect", OF_PLAIN);
    docker("build", "--quiet", "--tag", OF_FENCED, context.toString());
    return new JobImages(true);
  }

  /** What the job of the SDK runs from. */
  static Stream<Path> jars() {
    return Stream.of(System.getProperty("java.class.path").split(":", -1))
        .map(Path::of)
        .filter(jar -> NEEDED.matcher(jar.getFileName().toString()).matches())
        .map(Path::toAbsolutePath);
  }

  private static void docker(String... words) throws IOException {
    var command = Stream.concat(Stream.of("docker"), Stream.of(words)).toList();
    var process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(
          "%s fails; what it needs, docker/test/build-test-image and docker/base/build-base-image make"
              .formatted(String.join(" ", command)));
    }
  }

  @Override
  public void close() throws IOException {
    if (made) {
      docker("rmi", OF_FENCED);
    }
  }
}
