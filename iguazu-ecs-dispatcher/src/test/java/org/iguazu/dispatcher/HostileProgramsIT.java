package org.iguazu.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.job.Isolation;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobName;
import org.iguazu.dispatcher.log.TaskLogs;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.iguazu.loopback.engine.docker.DockerEngine;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.docker.DockerSocket;
import org.iguazu.test.Jobs;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs of strangers, each run for real as a hardened job: contained, explained in a sentence,
 * and harmless to the job beside it, to the next one and to the host. The table of them stands in
 * {@code docs/security.md}.
 */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf("canRun")
class HostileProgramsIT {

  private static final String IMAGE = "iguazu/test:latest";
  private static final String CLUSTER = "sealed";
  private static final String BYSTANDER = "bystander";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What PostgreSQL keeps in memory, in MiB. */
  private static final long SHARED_MEMORY_TOLERANCE = 192;

  /** What the tests' own processes grow by, in MiB; the programs together want more than 3 GiB. */
  private static final long MEMORY_TOLERANCE = 1_536;

  /** Logs and the database, in MiB. */
  private static final long DISK_TOLERANCE = 512;

  /** In characters; the loopback's 10 MiB, and a last line. */
  private static final long LARGEST_LOG = 11 << 20;

  @TempDir private static Path directory;

  private Installation installation;
  private ServerSocket listening;
  private HostState before;

  static boolean canRun() throws Exception {
    if (!DockerSocket.answers(DockerOptions.defaults().socket())) {
      return leftOut("no Docker daemon");
    }
    return hasImage() || leftOut("no test image; docker/test/build-test-image makes it");
  }

  private static boolean hasImage() throws Exception {
    try {
      Process inspect =
          new ProcessBuilder("docker", "image", "inspect", IMAGE)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      return inspect.waitFor() == 0;
    } catch (IOException _) {
      return false; // no docker command
    }
  }

  private static boolean leftOut(String why) {
    System.err.println("left out: HostileProgramsIT: " + why);
    return false;
  }

  @BeforeAll
  void start(TestDatabase database) throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"));
    installation =
        Installation.on(
            database,
            directory,
            config ->
                config
                    .withCluster(ClusterSpec.of(CLUSTER, InstanceSpec.of(1, 8_192, 8_192)))
                    .withEngine(
                        DockerEngine.with(
                            DockerOptions.defaults().withCleanupDelay(Duration.ZERO))));
    installation.addServer(Map.of("iguazu.clusters.hardened", CLUSTER));
    installation.register(
        hardened(BYSTANDER, "print(sum(range(1000000)), 'all well')", TIMEOUT).build());
    HostState first = HostState.now();
    awaitSuccess(installation.invoke(BYSTANDER)); // so that all has been in use once
    awaitNothingAdded(first);
    before = HostState.now();
  }

  @AfterAll
  void nothingIsLeft() throws IOException {
    HostState after = HostState.now();
    listening.close();
    installation.close();
    assertThat(processesOfPrograms()).isEmpty();
    assertThat(after.hasNothingAdded(before)).as("%s, after %s", after, before).isTrue();
    assertThat(after.sharedMemory()).isLessThan(before.sharedMemory() + SHARED_MEMORY_TOLERANCE);
    assertThat(after.usedMemory()).isLessThan(before.usedMemory() + MEMORY_TOLERANCE);
    assertThat(after.usedDisk()).isLessThan(before.usedDisk() + DISK_TOLERANCE);
  }

  /** Docker before 25 lets io_uring through; the hosts of hardened jobs must switch it off. */
  static List<HostileProgram> programs() throws IOException {
    Path disabled = Path.of("/proc/sys/kernel/io_uring_disabled");
    boolean off = Files.exists(disabled) && Files.readString(disabled).strip().equals("2");
    if (!off) {
      System.err.println("left out: io-uring: sysctl kernel.io_uring_disabled is not 2");
    }
    return HostileProgram.all().stream()
        .filter(it -> off || !it.name().equals("io-uring"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void isContainedAndHarmsNobody(HostileProgram program) {
    boolean endless = program.ends().getFirst().outcome() == OutcomeKind.TIMED_OUT;
    installation.register(
        hardened(program.name(), program.text(), endless ? SHORT_TIMEOUT : TIMEOUT)
            .environment(
                Map.of(
                    "LISTENING", Integer.toString(listening.getLocalPort()),
                    "HOST_PROCESS", Long.toString(ProcessHandle.current().pid())))
            .build());

    InvocationId hostile = installation.invoke(program.name());
    InvocationId bystander = installation.invoke(BYSTANDER);

    Outcome end = awaitEnd(hostile);
    String said = end.reason() + "\n" + lastWords(program.name(), hostile);
    assertThat(said).doesNotContain("ESCAPED");
    assertThat(program.ends())
        .as("%s: %s", end.kind(), said)
        .anyMatch(it -> it.outcome() == end.kind() && it.words().matcher(said).find());
    awaitSuccess(bystander);
    awaitSuccess(installation.invoke(BYSTANDER)); // the next one
    await().atMost(PATIENCE).until(() -> processesOfPrograms().isEmpty());
    awaitNothingAdded(before);
  }

  /** The first leaves files for the second, which looks for them. */
  @Test
  void theNextFindsNothingOfThePredecessor() throws IOException {
    HostileProgram leaving = program("leave-behind");
    installation.register(hardened(leaving.name(), leaving.text(), TIMEOUT).build());

    for (int i = 0; i < 2; i++) {
      InvocationId id = installation.invoke(leaving.name());
      awaitSuccess(id);
      assertThat(lastWords(leaving.name(), id)).contains("contained: an empty /tmp");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"output", "endless-line"})
  void aFloodOfOutputIsCutAndSaysSo(String name) throws IOException {
    HostileProgram flooding = program(name);
    installation.register(hardened(name, flooding.text(), TIMEOUT).build());

    InvocationId id = installation.invoke(name);
    awaitSuccess(id);

    List<String> log = wholeLog(name, id);
    assertThat(log.getLast()).startsWith("[log cut: the stream has reached its");
    assertThat(log.stream().mapToLong(String::length).sum()).isLessThan(LARGEST_LOG);
  }

  private List<String> wholeLog(String job, InvocationId invocation) {
    String task = Objects.requireNonNull(installation.find(invocation).task());
    var lines = new ArrayList<String>();
    String next = null;
    do {
      Page<LogLine> page =
          installation.get(TaskLogs.class).read(new JobName(job), task, next, 1_000);
      page.items().forEach(line -> lines.add(line.text()));
      next = page.items().isEmpty() ? null : page.next();
    } while (next != null);
    return lines;
  }

  /** What Docker was told, the kernel holds the program to. */
  @Test
  void theLimitsStandInsideTheContainer() {
    String print =
        """
        import resource
        for name in "CORE", "CPU", "FSIZE", "NOFILE", "NPROC":
            print(name, *resource.getrlimit(getattr(resource, "RLIMIT_" + name)))
        """;
    installation.register(hardened("limits", print, TIMEOUT).build());

    InvocationId id = installation.invoke("limits");
    awaitSuccess(id);

    assertThat(lastWords("limits", id).lines())
        .containsExactly(
            "CORE 0 0",
            "CPU 20 20",
            "FSIZE 268435456 268435456",
            "NOFILE 1024 1024",
            "NPROC 4096 4096");
  }

  private static HostileProgram program(String name) throws IOException {
    return HostileProgram.all().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void awaitSuccess(InvocationId invocation) {
    Outcome outcome = awaitEnd(invocation);
    assertThat(outcome.kind()).as(outcome::reason).isEqualTo(OutcomeKind.SUCCEEDED);
  }

  private static void awaitNothingAdded(HostState before) {
    await().atMost(PATIENCE).until(HostState::now, now -> now.hasNothingAdded(before));
  }

  private static JobDefinition.Builder hardened(String name, String text, Duration timeout) {
    return Jobs.aJob(name)
        .image(IMAGE)
        .command(List.of("python3", "-c", text))
        .isolation(Isolation.HARDENED)
        .cluster(CLUSTER)
        .cpu(512)
        .memory(128)
        .timeout(timeout)
        .stopTimeout(Duration.ofSeconds(2));
  }

  private Outcome awaitEnd(InvocationId invocation) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> installation.find(invocation).outcome(), Objects::nonNull);
  }

  /** The end of the first page of its log: whoever floods it is not read to the end. */
  private String lastWords(String job, InvocationId invocation) {
    return Optional.ofNullable(installation.find(invocation).task()).stream()
        .flatMap(task ->
            installation
                .get(TaskLogs.class)
                .read(new JobName(job), task, null, 100)
                .items()
                .stream())
        .map(LogLine::text)
        .map(line -> line.substring(0, Math.min(line.length(), 200)))
        .collect(Collectors.joining("\n"));
  }

  /** Processes of the host that run any program's interpreter or what it has left behind. */
  private static List<String> processesOfPrograms() {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      var found = new ArrayList<String>();
      processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .map(HostileProgramsIT::commandOf)
          .filter(command -> command.contains("iguazu-hostile") || command.contains("def escaped("))
          .forEach(found::add);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String commandOf(Path process) {
    try {
      return Files.readString(process.resolve("cmdline")).replace('\0', ' ');
    } catch (IOException _) {
      return ""; // it has just ended
    }
  }
}
