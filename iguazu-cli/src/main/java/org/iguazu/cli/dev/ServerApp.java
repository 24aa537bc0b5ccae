package org.iguazu.cli.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/** The server's jar, unpacked because that starts faster. */
final class ServerApp {

  /** What the JVM keeps of the classes it has loaded, written when the server first ends. */
  static final String ARCHIVE = "server.jsa";

  private ServerApp() {}

  /** The jar to start, unpacked beside its libraries; done again when the jar has changed. */
  static Path unpacked(Path jar, DevHome home) throws IOException, InterruptedException {
    if (!Files.exists(jar)) {
      throw new DevFailure(
          "The server is not built: there is no "
              + jar
              + "; start with ./iguazu, which builds it.");
    }
    Path app = home.path("server-app");
    Path stamp = app.resolve("unpacked-from");
    if (!Files.exists(stamp) || !Files.readString(stamp).equals(identity(jar))) {
      Trees.delete(app);
      Files.deleteIfExists(home.path(ARCHIVE));
      unpack(jar, app, home.path("server-unpack.log"));
      Files.writeString(stamp, identity(jar));
    }
    return app.resolve(jar.getFileName());
  }

  private static void unpack(Path jar, Path app, Path output)
      throws IOException, InterruptedException {
    int exitCode =
        Processes.run(
            output,
            List.of(
                ServerProcess.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--destination",
                app.toString()));
    if (exitCode != 0) {
      throw new DevFailure("Cannot unpack " + jar + ". It says:\n" + LogTail.of(output, 15));
    }
  }

  /**
   * By its content: builds are reproducible, so another jar may well have the same time and size.
   */
  private static String identity(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      int content = zip.stream().map(entry -> entry.getName() + entry.getCrc()).toList().hashCode();
      return "%s %d %d".formatted(jar, Files.size(jar), content);
    }
  }
}
