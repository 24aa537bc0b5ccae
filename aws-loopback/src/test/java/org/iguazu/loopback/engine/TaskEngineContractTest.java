package org.iguazu.loopback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.loopback.engine.Dependency.Condition.COMPLETE;
import static org.iguazu.loopback.engine.Dependency.Condition.HEALTHY;
import static org.iguazu.loopback.engine.Dependency.Condition.START;
import static org.iguazu.loopback.engine.Dependency.Condition.SUCCESS;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.iguazu.loopback.engine.Specs.Draft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the seam promises, asked of an engine without ECS in front. */
public abstract class TaskEngineContractTest {

  private static final List<Volume> VOLUME = List.of(new Volume("io", Map.of()));
  private static final Mount MOUNT = new Mount("io", "/job/io", false);

  private static final Volume IN_MEMORY =
      new Volume("io", Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m"));

  @TempDir protected Path directory;
  private TaskEngine engine;
  private String started = "";

  /** The engine to be asked. */
  protected abstract TaskEngine engine(Path directory);

  /** An image with a shell and coreutils. */
  protected abstract String image();

  @BeforeEach
  void makeEngine() {
    engine = engine(directory);
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  protected final Draft script(String name, String script) {
    return Specs.script(name, image(), script);
  }

  protected final Witness start(TaskSpec task) {
    var witness = new Witness();
    started = task.id();
    engine.start(task, witness);
    return witness;
  }

  protected final Witness run(TaskSpec task) throws Exception {
    return start(task).awaitStopped();
  }

  protected final void stop() {
    engine.stop(started);
  }

  /** One that does not leave when it is asked to, and has a second for it. */
  protected final Witness startDeaf() throws InterruptedException {
    return start(
            Specs.task(
                script("main", "trap '' TERM; echo up; while :; do sleep 0.1; done")
                    .stopTimeout(Duration.ofSeconds(1))
                    .spec()))
        .awaitLine("main", "up");
  }

  private static ContainerEnd exited(int code) {
    return new ContainerEnd.Exited(code, null);
  }

  @Test
  void aContainersOutputAndExitCodeAreTold() throws Exception {
    Witness task = run(Specs.task(script("main", "echo out; echo err >&2; exit 7").spec()));

    assertThat(task.printed("main")).containsExactlyInAnyOrder("out", "err");
    assertThat(task.end("main")).isEqualTo(exited(7));
    assertThat(task.story()).containsExactly("main runs", "main ended");
  }

  @Test
  void allThatWasPrintedIsToldBeforeTheEnd() throws Exception {
    Witness task = run(Specs.task(script("main", "seq 1 20000; printf unfinished").spec()));

    assertThat(task.printed("main")).hasSize(20_001).endsWith("20000", "unfinished");
  }

  @Test
  void environmentAndWorkingDirectoryAreThoseOfTheTask() throws Exception {
    Witness task =
        run(
            Specs.task(
                script("main", "echo $A; basename $(pwd)")
                    .with(Map.of("A", "a b"))
                    .in("/here")
                    .spec()));

    assertThat(task.printed("main")).containsExactly("a b", "here");
  }

  @Test
  void stoppingIsSigtermFirst() throws Exception {
    Witness task =
        start(
                Specs.task(
                    script("main", "trap 'exit 9' TERM; echo up; while :; do sleep 0.1; done")
                        .patient()
                        .spec()))
            .awaitLine("main", "up");

    stop();

    assertThat(task.awaitStopped().end("main")).isEqualTo(exited(9));
  }

  @Test
  void whatDoesNotLeaveIsKilledAfterItsStopTimeout() throws Exception {
    Witness task = startDeaf();

    stop();

    assertThat(task.awaitStopped().end("main")).isEqualTo(exited(137));
  }

  @Test
  void aKilledTaskHasNoTimeToLeave() throws Exception {
    Witness task =
        start(
                Specs.task(
                    script("main", "trap 'exit 9' TERM; echo up; while :; do sleep 0.1; done")
                        .patient()
                        .spec()))
            .awaitLine("main", "up");

    engine.kill(started);

    assertThat(task.awaitStopped().end("main")).isEqualTo(exited(137));
  }

  @Test
  void closingKillsWhatRunsAndWaitsUntilItIsGone() throws Exception {
    Witness task =
        start(
                Specs.task(
                    script("main", "trap '' TERM; echo up; while :; do sleep 0.1; done").spec()))
            .awaitLine("main", "up");

    engine.close();

    assertThat(task.isStopped()).isTrue();
    assertThat(task.end("main")).isEqualTo(exited(137));
  }

  @Test
  void aTaskThatIsStoppedAtOnceEndsAllTheSame() throws Exception {
    Witness task = start(Specs.task(script("main", "sleep 600").spec()));

    stop();

    assertThat(task.awaitStopped().isStopped()).isTrue();
  }

  @Test
  void whenAnEssentialContainerEndsTheOthersAreStopped() throws Exception {
    Witness task =
        run(
            Specs.task(
                VOLUME,
                script("side", "trap 'exit 3' TERM; touch up; while :; do sleep 0.1; done")
                    .in("/job/io")
                    .mounting(MOUNT)
                    .patient()
                    .notEssential()
                    .spec(),
                script("main", "while [ ! -e up ]; do sleep 0.1; done; exit 4")
                    .in("/job/io")
                    .mounting(MOUNT)
                    .spec()));

    assertThat(task.end("main")).isEqualTo(exited(4));
    assertThat(task.end("side")).isEqualTo(exited(3));
  }

  @Test
  void theEndOfOneThatIsNotEssentialIsNotTheEndOfTheTask() throws Exception {
    Witness task =
        run(
            Specs.task(
                script("side", "exit 3").notEssential().spec(),
                script("main", "echo still").after("side", COMPLETE).spec()));

    assertThat(task.printed("main")).containsExactly("still");
    assertThat(task.end("main")).isEqualTo(exited(0));
  }

  @Test
  void filesPassFromOneContainerToTheNextOnAVolumeOfTheTask() throws Exception {
    Witness task =
        run(
            Specs.task(
                VOLUME,
                script("stage", "echo hello > $DIR/in")
                    .with(Map.of("DIR", "/job/io"))
                    .mounting(MOUNT)
                    .notEssential()
                    .spec(),
                script("main", "tr a-z A-Z < in > out")
                    .in("/job/io")
                    .mounting(MOUNT)
                    .after("stage", SUCCESS)
                    .notEssential()
                    .spec(),
                script("report", "cat $0")
                    .with("/job/io/out")
                    .mounting(MOUNT)
                    .after("main", COMPLETE)
                    .spec()));

    assertThat(task.printed("report")).containsExactly("HELLO");
    assertThat(task.story())
        .containsExactly(
            "stage runs", "stage ended", "main runs", "main ended", "report runs", "report ended");
  }

  @Test
  void filesStayInAVolumeInMemoryAsLongAsAContainerMountsIt() throws Exception {
    Witness task = run(passedOnInMemory(holder()));

    assertThat(task.printed("main")).first().isEqualTo("hello");
  }

  protected final Draft holder() {
    return script("holder", "sleep 600").mounting(MOUNT).notEssential();
  }

  /** One container writes a file and ends; another comes later, and may only read. */
  protected final TaskSpec passedOnInMemory(Draft... others) {
    ContainerSpec stage =
        script("stage", "echo hello > in").in("/job/io").mounting(MOUNT).notEssential().spec();
    ContainerSpec main =
        script("main", "cat in; { echo more >> in; } 2>/dev/null || echo read-only")
            .in("/job/io")
            .mounting(new Mount("io", "/job/io", true))
            .after("stage", COMPLETE)
            .spec();
    return Specs.task(
        List.of(IN_MEMORY),
        Stream.concat(Stream.of(others).map(Draft::spec), Stream.of(stage, main))
            .toArray(ContainerSpec[]::new));
  }

  @Test
  void aVolumeIsEmptyForEachTask() throws Exception {
    ContainerSpec main =
        script("main", "ls; echo nothing else; touch left").in("/job/io").mounting(MOUNT).spec();
    run(Specs.task(VOLUME, main));

    assertThat(run(Specs.task(VOLUME, main)).printed("main")).containsExactly("nothing else");
  }

  @Test
  void whatWaitsForSuccessDoesNotStartAfterAFailure() throws Exception {
    Witness task =
        run(
            Specs.task(
                script("stage", "exit 1").notEssential().spec(),
                script("main", "echo ran").after("stage", SUCCESS).spec()));

    assertThat(task.end("stage")).isEqualTo(exited(1));
    assertThat(task.end("main"))
        .isInstanceOfSatisfying(
            ContainerEnd.NeverStarted.class,
            end ->
                assertThat(end.reason()).startsWith("TaskDependencyError: container main waits"));
    assertThat(task.printed("main")).isEmpty();
  }

  @Test
  void whatWaitsForHealthStartsOnceTheCheckPasses() throws Exception {
    Witness task =
        run(
            Specs.task(
                VOLUME,
                script(
                        "database",
                        "while [ ! -e asked ]; do sleep 0.1; done; touch ready; sleep 600")
                    .healthyIf("touch asked; test -e ready")
                    .in("/job/io")
                    .mounting(MOUNT)
                    .notEssential()
                    .spec(),
                script("main", "ls ready")
                    .after("database", HEALTHY)
                    .in("/job/io")
                    .mounting(MOUNT)
                    .spec()));

    assertThat(task.printed("main")).containsExactly("ready");
  }

  @Test
  void whatIsNotHealthyWithinItsStartTimeoutIsNotWaitedFor() throws Exception {
    Witness task =
        run(
            Specs.task(
                script("database", "sleep 600")
                    .healthyIf("false")
                    .startTimeout(Duration.ofSeconds(4)) // it is found unhealthy before
                    .notEssential()
                    .spec(),
                script("main", "echo ran").after("database", HEALTHY).spec()));

    assertThat(task.end("main"))
        .isInstanceOfSatisfying(
            ContainerEnd.NeverStarted.class,
            end -> assertThat(end.reason()).contains("start timeout"));
    assertThat(task.end("database")).isInstanceOf(ContainerEnd.Exited.class);
  }

  @Test
  void whatOthersDependOnIsStoppedAfterThem() throws Exception {
    String leave = "trap 'exit 0' TERM; echo up; while :; do sleep 0.1; done";
    Witness task =
        start(
                Specs.task(
                    script("database", leave).patient().spec(),
                    script("main", leave).patient().after("database", START).notEssential().spec()))
            .awaitLine("database", "up")
            .awaitLine("main", "up");

    stop();

    assertThat(task.awaitStopped().story()).endsWith("main ended", "database ended");
  }
}
