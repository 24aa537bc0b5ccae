package org.iguazu.loopback.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.github.dockerjava.api.model.LogConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.iguazu.loopback.engine.Confinement;
import org.iguazu.loopback.engine.Confinement.Linux;
import org.iguazu.loopback.engine.Confinement.Tmpfs;
import org.iguazu.loopback.engine.Confinement.Ulimit;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.Dependency;
import org.iguazu.loopback.engine.Mount;
import org.iguazu.loopback.engine.NetworkMode;
import org.iguazu.loopback.engine.Resources;
import org.iguazu.loopback.engine.Specs;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.engine.Volume;
import org.iguazu.loopback.engine.Witness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every limit is there, seen from inside. */
@NeedsDocker
final class ConfinementIT {

  private static final String OUT_OF_MEMORY =
      "OutOfMemoryError: Container killed due to memory usage";

  @TempDir Path directory;
  private DockerEngine engine;

  @BeforeEach
  void makeEngine() {
    engine = new DockerEngine(directory, DockerOptions.defaults().withVolumeSize(16));
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  private Witness run(TaskSpec task) throws Exception {
    var witness = new Witness();
    engine.start(task, witness);
    return witness.awaitStopped();
  }

  private List<String> seen(Confinement confinement, String script) throws Exception {
    return run(Specs.task(
            Specs.script("main", TestImage.NAME, "exec 2>&1; " + script).with(confinement).spec()))
        .printed("main");
  }

  private static Confinement as(@Nullable String user, Linux linux) {
    return new Confinement(user, false, false, List.of(), List.of(), linux);
  }

  private static Linux linux(List<String> drop, List<String> add, boolean init, Tmpfs... tmpfs) {
    return new Linux(drop, add, init, List.of(tmpfs), null, null, 0);
  }

  private static TaskSpec on(NetworkMode network, String script) {
    TaskSpec task = Specs.task(Specs.script("main", TestImage.NAME, script).spec());
    return new TaskSpec(
        task.id(), task.containers(), task.volumes(), network, task.limits(), task.privateIpc());
  }

  @Test
  void itRunsAsTheUserItIsGiven() throws Exception {
    assertThat(seen(as("65532:65531", Linux.PLAIN), "id -u; id -g"))
        .containsExactly("65532", "65531");
  }

  @Test
  void allCapabilitiesCanBeTakenAway() throws Exception {
    List<String> status =
        seen(as(null, linux(List.of("ALL"), List.of(), false)), "grep ^Cap /proc/self/status");

    assertThat(status).hasSize(5).allMatch(line -> line.endsWith("\t" + "0".repeat(16)));
  }

  @Test
  void aCapabilityCanBeGiven() throws Exception {
    List<String> status =
        seen(
            as(null, linux(List.of("ALL"), List.of("SYS_PTRACE"), false)),
            "grep ^CapEff /proc/self/status");

    assertThat(status).containsExactly("CapEff:\t0000000000080000");
  }

  @Test
  void noNewPrivilegesAndTheSeccompFilterAreOn() throws Exception {
    var confinement =
        new Confinement(null, false, false, List.of("no-new-privileges"), List.of(), Linux.PLAIN);

    assertThat(seen(confinement, "grep -E '^(NoNewPrivs|Seccomp):' /proc/self/status"))
        .containsExactly("NoNewPrivs:\t1", "Seccomp:\t2");
  }

  @Test
  void theRootIsReadOnlyAndTheTmpfsIsAsItWasAskedFor() throws Exception {
    var tmpfs = new Tmpfs("/scratch", 2, List.of("noexec", "nosuid", "nodev", "nr_inodes=64"));
    var confinement =
        new Confinement(
            "65532", false, true, List.of(), List.of(), linux(List.of(), List.of(), false, tmpfs));

    List<String> lines =
        seen(
            confinement,
            "touch /tmp/x; head -c 3000000 /dev/zero > /scratch/x; stat -c %s /scratch/x;"
                + " grep ' /scratch ' /proc/mounts");

    assertThat(lines.get(0)).endsWith("/tmp/x': Read-only file system");
    assertThat(lines.get(1)).contains("No space left on device");
    assertThat(lines.get(2)).isEqualTo("2097152");
    assertThat(lines.get(3))
        .contains("tmpfs", "noexec", "nosuid", "nodev", "size=2048k", "nr_inodes=64");
  }

  @Test
  void limitsOfFilesAndProcessesAreSet() throws Exception {
    var confinement =
        new Confinement(
            null,
            false,
            false,
            List.of(),
            List.of(new Ulimit("nofile", 64, 128), new Ulimit("fsize", 512, 512)),
            Linux.PLAIN);

    assertThat(
            seen(confinement, "ulimit -Sn; ulimit -Hn; head -c 1000 /dev/zero > /f; stat -c %s /f"))
        .contains("64", "128", "512")
        .doesNotContain("1000");
  }

  @Test
  void anInitIsProcessOneIfItIsWanted() throws Exception {
    assertThat(seen(as(null, linux(List.of(), List.of(), true)), "cat /proc/1/comm"))
        .containsExactly("docker-init");
  }

  @Test
  void withoutNetworkingThereIsOnlyTheLoopbackInterface() throws Exception {
    var offline = new Confinement(null, true, false, List.of(), List.of(), Linux.PLAIN);

    assertThat(seen(offline, "ls /sys/class/net")).containsExactly("lo");
    assertThat(run(on(NetworkMode.NONE, "ls /sys/class/net")).printed("main"))
        .containsExactly("lo");
  }

  @Test
  void onABridgeThereIsANetworkAndOnTheHostAllOfThem() throws Exception {
    assertThat(run(on(NetworkMode.BRIDGE, "ls /sys/class/net")).printed("main"))
        .containsExactly("eth0", "lo");
    assertThat(run(on(NetworkMode.HOST, "ls /sys/class/net")).printed("main")).contains("docker0");
  }

  @Test
  void itsNeighbourCanHaveANetworkAllTheSame() throws Exception {
    var offline = new Confinement(null, true, false, List.of(), List.of(), Linux.PLAIN);
    Witness task =
        run(
            Specs.task(
                Specs.script("main", TestImage.NAME, "ls /sys/class/net")
                    .with(offline)
                    .notEssential()
                    .spec(),
                Specs.script("report", TestImage.NAME, "ls /sys/class/net")
                    .after("main", Dependency.Condition.COMPLETE)
                    .spec()));

    assertThat(task.printed("main")).containsExactly("lo");
    assertThat(task.printed("report")).containsExactly("eth0", "lo");
  }

  @Test
  @EnabledIf("org.iguazu.loopback.engine.docker.TestImage#seesCgroupsOfVersion1")
  void shareMemoryAndReservationAreThoseOfTheContainer() throws Exception {
    TaskSpec task =
        Specs.task(
            Specs.script(
                    "main",
                    TestImage.NAME,
                    "cd /sys/fs/cgroup; cat cpu/cpu.shares memory/memory.limit_in_bytes"
                        + " memory/memory.soft_limit_in_bytes memory/memory.memsw.limit_in_bytes"
                        + " pids/pids.max")
                .with(new Resources(256, 64, 32))
                .spec());

    List<String> lines = run(Specs.limited(task, 512, 48)).printed("main");

    assertThat(lines).containsExactly("256", mib(48), mib(32), mib(48), "1024");
  }

  @Test
  @EnabledIf("org.iguazu.loopback.engine.docker.TestImage#seesCgroupsOfVersion1")
  void noMoreIsReservedThanTheTaskHas() throws Exception {
    TaskSpec task =
        Specs.task(
            Specs.script(
                    "main", TestImage.NAME, "cat /sys/fs/cgroup/memory/memory.soft_limit_in_bytes")
                .with(new Resources(256, 64, 56))
                .spec());

    assertThat(run(Specs.limited(task, 512, 48)).printed("main")).containsExactly(mib(48));
  }

  @Test
  @EnabledIf("org.iguazu.loopback.engine.docker.TestImage#seesCgroupsOfVersion1")
  void whoAsksForNoCpuHasTheLeastShare() throws Exception {
    TaskSpec task =
        Specs.task(
            Specs.script("main", TestImage.NAME, "cat /sys/fs/cgroup/cpu/cpu.shares")
                .with(new Resources(0, 64, 0))
                .spec());

    assertThat(run(task).printed("main")).containsExactly("2");
  }

  @Test
  void whatItPrintsTakesNoMoreThanItsShareOfTheDisk() throws Exception {
    TaskSpec task = Specs.task(Specs.script("main", TestImage.NAME, "echo hello").spec());
    run(task);

    try (var daemon = new Daemon(DockerOptions.defaults(), DockerEngine.owner(directory))) {
      LogConfig logs =
          daemon
              .docker()
              .inspectContainerCmd(daemon.name(task.id(), "main"))
              .exec()
              .getHostConfig()
              .getLogConfig();
      assertThat(logs.getConfig()).containsOnly(entry("max-size", "16m"), entry("max-file", "2"));
    }
  }

  @Test
  @EnabledIf("org.iguazu.loopback.engine.docker.TestImage#seesCgroupsOfVersion1")
  void swapAndSwappinessAreThoseThatWereAskedFor() throws Exception {
    var swapping = new Linux(List.of(), List.of(), false, List.of(), 16, 7, 0);

    assertThat(
            seen(
                as(null, swapping),
                "cd /sys/fs/cgroup/memory; cat memory.memsw.limit_in_bytes memory.swappiness"))
        .containsExactly(mib(64 + 16), "7");
  }

  @Test
  void sharedMemoryHasTheSizeThatWasAskedFor() throws Exception {
    var shared = new Linux(List.of(), List.of(), false, List.of(), null, null, 5);

    assertThat(seen(as(null, shared), "df -m --output=size /dev/shm | tail -n 1 | tr -d ' '"))
        .containsExactly("5");
  }

  private static String mib(int number) {
    return String.valueOf(number * (1L << 20));
  }

  @Test
  void whatUsesTooMuchMemoryIsKilledAndToldSo() throws Exception {
    assertThat(hog("python3 -c 'x = bytearray(1 << 28)'").end("main"))
        .isEqualTo(new ContainerEnd.Exited(137, OUT_OF_MEMORY));
  }

  @Test
  void aChildThatUsesTooMuchMemoryIsToldAlsoIfAllSeemsWell() throws Exception {
    assertThat(hog("python3 -c 'x = bytearray(1 << 28)'; exit 0").end("main"))
        .isEqualTo(new ContainerEnd.Exited(0, OUT_OF_MEMORY));
  }

  private Witness hog(String script) throws Exception {
    return run(
        Specs.task(
            Specs.script("main", TestImage.NAME, script).with(new Resources(0, 32, 0)).spec()));
  }

  @Test
  void aVolumeInMemoryHasItsSizeAndIsSharedByContainersThatRunTogether() throws Exception {
    var volume =
        new Volume("io", Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m,mode=1777"));
    var mount = new Mount("io", "/io", false);
    Witness task =
        run(
            Specs.task(
                List.of(volume),
                Specs.script(
                        "writer",
                        TestImage.NAME,
                        "head -c 2000000 /dev/zero > /io/x; touch /io/done; sleep 600")
                    .mounting(mount)
                    .notEssential()
                    .spec(),
                Specs.script(
                        "main",
                        TestImage.NAME,
                        "while [ ! -e /io/done ]; do sleep 0.1; done; stat -c %s /io/x; touch"
                            + " /io/y")
                    .mounting(new Mount("io", "/io", true))
                    .spec()));

    assertThat(task.printed("writer").getFirst()).contains("No space left on device");
    assertThat(task.printed("main")).first().isEqualTo("1048576");
    assertThat(task.printed("main")).last().asString().endsWith("Read-only file system");
  }

  @Test
  void aVolumeWithoutASizeHasThatOfTheEngineAndALargerOneIsRefused() throws Exception {
    Mount mount = new Mount("io", "/io", false);
    var main =
        Specs.script("main", TestImage.NAME, "df -m --output=size /io").mounting(mount).spec();
    Map<String, String> memory = Map.of("type", "tmpfs", "device", "tmpfs");
    Map<String, String> huge = Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1g");

    assertThat(
            run(Specs.task(List.of(new Volume("io", memory)), main))
                .printed("main")
                .getLast()
                .strip())
        .isEqualTo("16");
    assertThat(run(Specs.task(List.of(new Volume("io", huge)), main)).end("main"))
        .isEqualTo(
            new ContainerEnd.NeverStarted(
                "CannotCreateVolumeError: volume io wants 1024 MiB of memory; this loopback gives"
                    + " at most 16"));
  }

  @ParameterizedTest
  @CsvSource({"size=3m, 3", "size=1500k, 2", "size=1500000, 2", "'mode=700,size=1m', 1"})
  void aVolumeHasTheSizeItWantsInWholeMebibytes(String options, String size) throws Exception {
    var volume = new Volume("io", Map.of("type", "tmpfs", "device", "tmpfs", "o", options));
    var main =
        Specs.script("main", TestImage.NAME, "df -m --output=size /io | tail -n 1 | tr -d ' '")
            .mounting(new Mount("io", "/io", false))
            .spec();

    assertThat(run(Specs.task(List.of(volume), main)).printed("main")).containsExactly(size);
  }

  @Test
  void ipcIsPrivateIfItIsWanted() throws Exception {
    TaskSpec task = on(NetworkMode.BRIDGE, "ls /dev/shm");
    var isolated =
        new TaskSpec(task.id(), task.containers(), List.of(), task.network(), task.limits(), true);

    assertThat(run(isolated).printed("main"))
        .singleElement()
        .asString()
        .contains("No such file or directory");
  }

  @Test
  void whatTheKernelCannotEnforceIsNotRunWithoutIt() throws Exception {
    var confinement =
        new Confinement(null, false, false, List.of("label:no-such"), List.of(), Linux.PLAIN);
    ContainerEnd end =
        run(Specs.task(Specs.script("main", TestImage.NAME, "id").with(confinement).spec()))
            .end("main");

    assertThat(end)
        .isEqualTo(
            new ContainerEnd.NeverStarted(
                "CannotCreateContainerError: the Docker daemon's kernel cannot enforce"
                    + " label:no-such of container main"));
  }

  @Test
  void imagesAndCommandsThatAreNotThereAreTold() throws Exception {
    ContainerEnd noImage =
        run(Specs.task(
                Specs.script("main", "127.0.0.1:1/none@sha256:" + "0".repeat(64), "id").spec()))
            .end("main");
    ContainerEnd noCommand =
        run(Specs.task(Specs.script("main", TestImage.NAME, "x").running("/no/such").spec()))
            .end("main");

    assertThat(reason(noImage)).startsWith("CannotPullContainerError: ").contains("127.0.0.1:1");
    assertThat(reason(noCommand)).startsWith("CannotStartContainerError: ").contains("/no/such");
  }

  private static String reason(@Nullable ContainerEnd end) {
    return Stream.ofNullable(end)
        .filter(ContainerEnd.NeverStarted.class::isInstance)
        .map(it -> ((ContainerEnd.NeverStarted) it).reason())
        .findFirst()
        .orElseThrow();
  }
}
