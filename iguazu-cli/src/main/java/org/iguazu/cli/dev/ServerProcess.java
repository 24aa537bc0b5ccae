package org.iguazu.cli.dev;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Iguazú server as a process of its own. */
final class ServerProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final int SHOWN_LINES = 30;

  private final DevHome home;
  private final Process process;

  private ServerProcess(DevHome home, Process process) {
    this.home = home;
    this.process = process;
  }

  /**
   * Starts it; what it prints goes to {@code server.log}.
   *
   * @param archive the classes that the JVM has at hand; made when the server ends if not there
   */
  static ServerProcess start(Path jar, Map<String, String> environment, DevHome home, Path archive)
      throws IOException {
    Path log = home.path("server.log");
    if (Files.exists(log)) {
      Files.move(log, home.path("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    var builder =
        new ProcessBuilder(Processes.inOwnSession(words(jar, archive)))
            .directory(home.directory().toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    Files.writeString(home.path("server-pid"), pidAndStart(process.toHandle()));
    return new ServerProcess(home, process);
  }

  /** Stops a server that outlived the launcher that had started it. */
  static void stopOrphan(DevHome home) throws IOException {
    Path pidFile = home.path("server-pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    String noted = Files.readString(pidFile);
    Optional<ProcessHandle> orphan =
        ProcessHandle.of(Long.parseLong(noted.substring(0, noted.indexOf(' '))))
            .filter(process -> pidAndStart(process).equals(noted));
    orphan.ifPresent(ServerProcess::stop);
    Files.deleteIfExists(pidFile);
  }

  /**
   * Returns when the server says that it is up.
   *
   * @throws DevFailure with the end of its log if it ends before, or takes too long
   */
  void awaitHealthy(URI url) throws InterruptedException {
    long giveUp = System.nanoTime() + START.toNanos();
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/health")).timeout(Duration.ofSeconds(5)).build();
    while (!isUp(http, request)) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw failure(
            "The server has ended while it started (exit code " + process.exitValue() + ")");
      }
      if (System.nanoTime() > giveUp) {
        throw failure("The server is not up after " + START.toSeconds() + " s");
      }
    }
  }

  /** Waits for its end, which nobody wants, and says how it looked. */
  DevFailure awaitEnd() throws InterruptedException {
    int exitCode = process.waitFor();
    return failure("The server has ended (exit code " + exitCode + ")");
  }

  @Override
  public void close() throws IOException {
    stop(process.toHandle());
    Files.deleteIfExists(home.path("server-pid"));
  }

  @Override
  public String toString() {
    return "the server";
  }

  /** The JVM we run on ourselves. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static List<String> words(Path jar, Path archive) {
    return List.of(
        java(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx256m",
        "-Xshare:auto",
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + archive,
        "-Xlog:disable",
        "--enable-native-access=ALL-UNNAMED",
        "-jar",
        jar.toString());
  }

  private static boolean isUp(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  private DevFailure failure(String what) {
    Path log = home.path("server.log");
    String end = LogTail.of(log, SHOWN_LINES);
    String fix =
        end.contains("FlywayValidateException")
            ? "\n"
                + "The data was written by another version of Iguazú; start with --fresh to begin"
                + " anew."
            : "";
    return new DevFailure("%s. The end of its log, %s:%n%s%s".formatted(what, log, end, fix));
  }

  private static void stop(ProcessHandle process) {
    process.destroy();
    if (!Processes.ended(process, STOP)) {
      process.destroyForcibly();
    }
  }

  /** A process number alone may have been given to another process since. */
  private static String pidAndStart(ProcessHandle process) {
    return "%d %s".formatted(process.pid(), process.info().startInstant().orElse(null));
  }
}
