package org.iguazu.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher as a process of its own, with real PostgreSQL and loopback, and a stand-in server.
 */
@Timeout(120)
class DevServerIT {

  @TempDir private static Path shared = Path.of("");
  @TempDir private Path root = Path.of("");

  private final List<Process> launchers = new ArrayList<>();
  private final int port = freePort();

  @BeforeEach
  void putTheStandInInPlace() throws IOException {
    Files.createDirectories(root.resolve("iguazu-server/target"));
    writeJar(root.resolve("iguazu-server/target/iguazu-server.jar"), "");
    Files.createDirectories(root.resolve("examples/count-words"));
    Files.writeString(
        root.resolve("examples/count-words/job.json"),
        "{\"name\":\"count-words\",\"cpu\":128,\"memory\":64}");
    Path programs = Files.createDirectories(shared.resolve("postgres-programs"));
    Files.createDirectories(home());
    Files.createSymbolicLink(home().resolve("postgres-programs"), programs);
  }

  @AfterEach
  void leaveNothingRunning() throws Exception {
    for (Process launcher : launchers) {
      launcher.destroyForcibly().waitFor();
    }
    ServerProcess.stopOrphan(new DevHome(home()));
    Postgres.prepare(new DevHome(home())).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void whateverTellsItToEndNothingIsLeftRunning(String signal) throws Exception {
    assumeFalse(
        signal.equals("INT") && interruptsAreIgnored(),
        "this build ignores interrupts, as what a shell runs in the background does, and so would"
            + " the launcher");
    Process launcher = start();
    String said = saidUntilReady(launcher);
    List<ProcessHandle> parts = runningParts();

    Processes.signal(launcher.pid(), signal);

    assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(said)
        .contains("PostgreSQL 18", "Iguazú is ready", "http://127.0.0.1:" + port, "count-words");
    assertThat(rest(launcher)).contains("Stopped. The data stays in");
    assertThat(parts).hasSize(2).noneMatch(ProcessHandle::isAlive);
    assertThat(Ports.isFree(port)).isTrue();
    assertThat(Files.readString(home().resolve("dev-key"))).startsWith("igz_dev_");
  }

  private static boolean interruptsAreIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(ignored -> (ignored & 1 << 1) != 0); // the second signal
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void controlCReachesTheLauncherAloneSoThatItCanStopThePartsInOrder() throws Exception {
    Process launcher = start();
    saidUntilReady(launcher);

    assertThat(runningParts())
        .hasSize(2)
        .noneMatch(part -> session(part.pid()).equals(session(launcher.pid())));
  }

  @Test
  void afterKillDashNineTheNextStartCleansUpAndWorks() throws Exception {
    Process killed = launch("outlives its parent");
    saidUntilReady(killed);
    List<ProcessHandle> orphans = runningParts();

    killed.destroyForcibly().waitFor();
    Process next = start();

    assertThat(saidUntilReady(next)).contains("Iguazú is ready");
    assertThat(orphans).hasSize(2).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void aSecondCopyIsRefusedAndTheFirstGoesOn() throws Exception {
    Process first = start();
    saidUntilReady(first);

    Process second = start("--fresh");

    assertThat(second.waitFor()).isEqualTo(1);
    assertThat(rest(second).strip())
        .startsWith("Another ./iguazu dev is running on this folder (process " + first.pid())
        .endsWith("use that one, or stop it first.");
    assertThat(runningParts()).hasSize(2);
  }

  @Test
  void preparingLeavesTheClassesAtHandAndNothingElse() throws Exception {
    Process preparing = command("ends with its parent", "prepare");

    assertThat(preparing.waitFor()).as(() -> rest(preparing)).isZero();
    assertThat(home().resolve("server.jsa")).isNotEmptyFile();
    assertThat(home().resolve("server-app/iguazu-server.jar")).exists();
    assertThat(home().resolve("training")).doesNotExist();
    assertThat(home().resolve("postgres")).doesNotExist();
  }

  @Test
  void preparingIsLeftAloneWhileAServerRuns() throws Exception {
    Process first = start();
    saidUntilReady(first);

    Process preparing = command("ends with its parent", "prepare");

    assertThat(preparing.waitFor()).isEqualTo(1);
    assertThat(rest(preparing)).startsWith("Another ./iguazu dev is running");
    assertThat(runningParts()).hasSize(2);
  }

  @Test
  void aServerThatWasBuiltAgainIsUnpackedAgainAlsoIfItsSizeAndTimeAreTheSame() throws Exception {
    var home = new DevHome(home());
    Path jar = root.resolve("server.jar");
    writeJar(jar, "first");
    ServerApp.unpacked(jar, home);
    String first = Files.readString(home.path("server-app/unpacked-from"));

    writeJar(jar, "other");
    ServerApp.unpacked(jar, home);

    assertThat(Files.readString(home.path("server-app/unpacked-from"))).isNotEqualTo(first);
  }

  @Test
  void aTakenPortIsToldWithTheFix() throws Exception {
    try (var taker = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Process launcher = start();

      assertThat(launcher.waitFor()).isEqualTo(1);
      assertThat(rest(launcher).strip())
          .isEqualTo(
              "Port %d is taken by another program; stop that, or choose another port: iguazu dev --port %d"
                  .formatted(taker.getLocalPort(), port + 1));
    }
  }

  @Test
  void aServerThatDoesNotStartIsShownWithTheEndOfItsLog() throws Exception {
    Process launcher = launch("fails");

    assertThat(launcher.waitFor()).isEqualTo(1);
    assertThat(rest(launcher))
        .contains("The server has ended while it started (exit code 7)")
        .contains("the stand-in fails, as it was told")
        .contains("start with --fresh to begin anew");
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> !Files.exists(home().resolve("postgres/postmaster.pid")));
  }

  private Process start(String... more) throws IOException {
    return launch("ends with its parent", more);
  }

  private Process launch(String standIn, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("dev", "--port", Integer.toString(port)));
    words.addAll(List.of(more));
    return command(standIn, words.toArray(String[]::new));
  }

  private Process command(String standIn, String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                ServerProcess.java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-Diguazu.home=" + home(),
                "-Diguazu.root=" + root,
                "org.iguazu.cli.Main"));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("STAND_IN", standIn);
    Process launcher = builder.start();
    launchers.add(launcher);
    return launcher;
  }

  private static String saidUntilReady(Process launcher) throws IOException {
    var said = new StringBuilder();
    BufferedReader lines = launcher.inputReader(UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("Ctrl-C stops everything")) {
        return said.toString();
      }
    }
    throw new AssertionError("the launcher ended before it was ready:\n" + said);
  }

  private static String rest(Process launcher) {
    try (Stream<String> lines = launcher.inputReader(UTF_8).lines()) {
      return String.join("\n", lines.toList());
    }
  }

  /** PostgreSQL and the server, as their files name them. */
  private List<ProcessHandle> runningParts() throws IOException {
    String server = Files.readString(home().resolve("server-pid"));
    String postgres = Files.readAllLines(home().resolve("postgres/postmaster.pid")).getFirst();
    return Stream.of(server.substring(0, server.indexOf(' ')), postgres.strip())
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  private static String session(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.substring(stat.lastIndexOf(')')).split(" ", -1)[4];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path home() {
    return root.resolve(".iguazu");
  }

  /** A stand-in, always of the same time, and with a text. */
  private static void writeJar(Path file, String text) throws IOException {
    try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest())) {
      jar.putNextEntry(new JarEntry("org/iguazu/cli/dev/StandInServer.class"));
      try (InputStream bytes = DevServerIT.class.getResourceAsStream("StandInServer.class")) {
        bytes.transferTo(jar);
      }
      jar.putNextEntry(new JarEntry("text"));
      jar.write(text.getBytes(UTF_8));
    }
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  private static Manifest manifest() {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInServer.class.getName());
    return manifest;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
