package org.iguazu.cli.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL of our own on 127.0.0.1: durable, with a password, in a session of its own, so that
 * it outlives the server at Ctrl-C.
 */
final class Postgres implements AutoCloseable {

  private static final Duration FAST = Duration.ofSeconds(15);
  private static final Duration IMMEDIATE = Duration.ofSeconds(5);

  private final Path programs;
  private final Path data;
  private final DevHome home;
  private final int port;
  private final String password;

  private Postgres(Path programs, DevHome home, int port, String password) {
    this.programs = programs;
    this.home = home;
    this.data = home.path("postgres");
    this.port = port;
    this.password = password;
  }

  /**
   * Readies the programs, a port and a password, and stops what an earlier launcher left running.
   */
  static Postgres prepare(DevHome home) throws IOException, InterruptedException {
    Path programs = PostgresBinaries.unpacked(home.path("postgres-programs"));
    stopRunning(home.path("postgres"));
    int port = Ports.remembered(home.path("postgres-port"));
    return new Postgres(programs, home, port, DevKey.in(home.path("postgres-password"), ""));
  }

  /** Whether there is no database yet: making one takes seconds. */
  boolean isNew() {
    return !Files.exists(data.resolve("PG_VERSION"));
  }

  /** Starts it, and returns when it takes connections. */
  synchronized Postgres start() throws IOException, InterruptedException {
    if (isNew()) {
      initialise();
    }
    Files.writeString(data.resolve("iguazu.conf"), settings());
    run(
        "start PostgreSQL",
        List.of(
            program("pg_ctl"),
            "start",
            "-w",
            "-t",
            "60",
            "-s",
            "-D",
            data.toString(),
            "-l",
            home.path("postgres.log").toString()));
    return this;
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  String user() {
    return "iguazu";
  }

  String password() {
    return password;
  }

  /** Which one it is: {@code PostgreSQL 18.6}. */
  String version() {
    String name = programs.getFileName().toString();
    return "PostgreSQL " + name.replaceFirst(".*-(\\d+\\.\\d+)\\..*", "$1");
  }

  /** Stops it; waits for a start that is under way. */
  @Override
  public synchronized void close() throws IOException {
    stopRunning(data);
  }

  @Override
  public String toString() {
    return version();
  }

  private void initialise() throws IOException, InterruptedException {
    Trees.delete(data); // what an interrupted start left half made
    run(
        "make a database",
        List.of(
            program("initdb"),
            "-D",
            data.toString(),
            "-U",
            user(),
            "-E",
            "UTF8",
            "--locale=C",
            "--auth=scram-sha-256",
            "--pwfile=" + home.path("postgres-password"),
            "--no-sync"));
    Files.writeString(
        data.resolve("postgresql.conf"),
        Files.readString(data.resolve("postgresql.conf")) + "\ninclude = 'iguazu.conf'\n");
  }

  private String settings() {
    return """
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    max_connections = 100
    timezone = 'UTC'
    fsync = on
    synchronous_commit = on
    """
        .formatted(port);
  }

  private String program(String name) {
    return programs.resolve("bin").resolve(name).toString();
  }

  private void run(String what, List<String> words) throws IOException, InterruptedException {
    Path output = home.path("postgres-start.log");
    int exitCode = Processes.run(output, asAnybodyButRoot(words));
    if (exitCode != 0) {
      throw failure(what, Files.readString(output) + LogTail.of(home.path("postgres.log"), 15));
    }
  }

  private static DevFailure failure(String what, String output) {
    if (output.contains("No space left on device")) {
      return new DevFailure(
          "PostgreSQL finds the disk full; free some space, 300 MiB at least.\n" + output);
    }
    if (output.contains("unshare failed")) {
      return new DevFailure(
          "PostgreSQL does not run as root, and this machine does not let it appear as somebody"
              + " else; run Iguazú as another user.\n"
              + output);
    }
    if (output.contains("database files are incompatible")) {
      return new DevFailure(
          "The data was written by another version of PostgreSQL; start with --fresh to begin"
              + " anew.\n"
              + output);
    }
    return new DevFailure("Cannot " + what + ". It says:\n" + output);
  }

  /**
   * PostgreSQL refuses to run as root; in a user namespace it is nobody, and the files stay ours.
   */
  private static List<String> asAnybodyButRoot(List<String> words) {
    Optional<Path> unshare = Processes.find("unshare");
    if (!System.getProperty("user.name").equals("root") || unshare.isEmpty()) {
      return words;
    }
    List<String> all = new ArrayList<>(List.of(unshare.get().toString(), "-U"));
    all.addAll(words);
    return all;
  }

  private static void stopRunning(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    Optional<ProcessHandle> running = running(pidFile);
    if (running.isEmpty()) {
      Files.deleteIfExists(
          pidFile); // of a process that is no more, or whose number another one has
      return;
    }
    Processes.signal(running.get().pid(), "INT");
    if (!Processes.ended(running.get(), FAST)) {
      Processes.signal(running.get().pid(), "QUIT");
      Processes.ended(running.get(), IMMEDIATE);
    }
  }

  private static Optional<ProcessHandle> running(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(pidFile)) {
      return lines
          .findFirst()
          .map(pid -> Long.parseLong(pid.strip()))
          .flatMap(ProcessHandle::of)
          .filter(process -> process.info().command().orElse("").endsWith("/postgres"));
    }
  }
}
