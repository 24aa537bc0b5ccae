package org.iguazu.cli.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A start of the server on a database of its own that is thrown away, so that the JVM has the
 * server's classes at hand when somebody waits for it.
 */
final class Training {

  private final DevHome home;
  private final DevHome own;
  private final Parts parts = new Parts();

  /** In a directory of its own, with the programs of {@code home}. */
  Training(DevHome home) throws IOException {
    this.home = home;
    Path directory = home.path("training");
    Trees.delete(directory);
    Path programs = Files.createDirectories(home.path("postgres-programs"));
    Files.createSymbolicLink(
        Files.createDirectory(directory).resolve("postgres-programs"), programs);
    this.own = new DevHome(directory);
  }

  /**
   * Leaves the archive of classes behind, and nothing else, also when this process is told to end.
   */
  void run(Path jar) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "stop"));
    URI url = URI.create("http://127.0.0.1:" + Ports.remembered(own.path("port")));
    try (parts) {
      Postgres postgres = parts.add(Postgres.prepare(own)).start();
      Path archive = home.path(ServerApp.ARCHIVE);
      parts
          .add(ServerProcess.start(jar, environment(postgres, url), own, archive))
          .awaitHealthy(url);
    }
    Trees.delete(own.directory());
  }

  /** As a development server has it, but with nothing to run and nowhere to run it. */
  private Map<String, String> environment(Postgres postgres, URI url) {
    return Map.of(
        "SERVER_ADDRESS", "127.0.0.1",
        "SERVER_PORT", Integer.toString(url.getPort()),
        "SPRING_DATASOURCE_URL", postgres.url(),
        "SPRING_DATASOURCE_USERNAME", postgres.user(),
        "SPRING_DATASOURCE_PASSWORD", postgres.password(),
        "IGUAZU_BOOTSTRAP_KEY", DevKey.in(own.path("key"), "igz_training_"),
        "IGUAZU_AWS_ENDPOINT", "http://127.0.0.1:1",
        "IGUAZU_AWS_REGION", "us-east-1",
        "IGUAZU_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
  }
}
