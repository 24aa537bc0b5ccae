package org.iguazu.job.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.job.JobCancelledException;
import org.iguazu.job.dispatch.Address;
import org.iguazu.job.test.DispatchEndpoint.Fault;
import org.iguazu.job.test.ProbeJob.Act;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The runner's promises, in the process that a container runs. */
class RunnerProcessIT {

  @TempDir private Path directory;

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private @Nullable DispatchEndpoint endpoint;
  private @Nullable JobProcess process;

  @AfterEach
  void stopWhatRuns() {
    if (process != null) {
      process.close();
    }
    if (endpoint != null) {
      endpoint.close();
    }
  }

  @Test
  void aJobThatReturnsIsReportedWithItsResultAndExits0() throws Exception {
    JobProcess job = start(Act.RETURN);

    assertThat(job.exit()).isZero();
    assertThat(result()).isEqualTo(json("{\"said\": \"done\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "THROW, java.io.IOException, the disk is full of tests",
    "RETURN_TOO_MUCH, ResultTooLarge, '300,002 bytes of JSON, but at most 262,144'",
    "RETURN_NO_JSON, UnserialisableResult, '/self'",
    "EXHAUST_MEMORY, java.lang.OutOfMemoryError, heap",
    "EXIT, SystemExit, System.exit instead of returning",
  })
  void aJobThatFailsIsReportedWithTheReasonAndExits1(Act act, String error, String reason)
      throws Exception {
    JobProcess job = start(act);

    assertThat(job.exit()).isEqualTo(1);
    assertThat(failure().error()).isEqualTo(error);
    assertThat(failure().message()).contains(reason);
  }

  @Test
  void parametersThatDoNotFitFailTheJobBeforeItIsConstructed() throws Exception {
    JobProcess job = start(json("{\"act\": \"DANCE\"}"), call -> Fault.NONE);

    assertThat(job.exit()).isEqualTo(1);
    assertThat(failure().message()).contains("'/act'");
    assertThat(job.has("constructed")).isFalse();
  }

  @Test
  void aRefusedStartTouchesNothingOfTheJobAndExits2() throws Exception {
    assertThat(start(Act.RETURN).exit()).isZero();

    Path second = Files.createDirectory(directory.resolve("second"));
    try (JobProcess again = JobProcess.start(second, address())) {
      assertThat(again.exit()).isEqualTo(2);
      assertThat(again.has("initialised")).isFalse();
      assertThat(again.log()).contains("start-refused");
    }
  }

  @Test
  void aTokenThatIsNotKnownTouchesNothingOfTheJobAndExits2() throws Exception {
    endpoint = new DispatchEndpoint(json("{\"act\": \"RETURN\"}"));
    process = JobProcess.start(directory, new Address(endpoint.address().url(), "forged"));

    assertThat(process.exit()).isEqualTo(2);
    assertThat(process.has("initialised")).isFalse();
  }

  @Test
  void aStartWhoseAnswerIsLostIsAskedForAgainByTheSameRunnerAndRunsOnce() throws Exception {
    JobProcess job =
        start(parameters(Act.RETURN), first("start", Fault.ANSWER_LOST, Fault.ANSWER_LOST));

    assertThat(job.exit()).isZero();
    assertThat(calls).filteredOn("start"::equals).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void aReportIsRepeatedWhileTheServerIsBroken() throws Exception {
    JobProcess job = start(parameters(Act.RETURN), first("succeeded", Fault.BROKEN, Fault.BROKEN));

    assertThat(job.exit()).isZero();
    assertThat(calls).filteredOn("succeeded"::equals).hasSize(3);
    assertThat(result()).isNotNull();
  }

  @Test
  void aReportThatIsNotTakenExits3() throws Exception {
    JobProcess job = start(parameters(Act.RETURN), first("succeeded", Fault.TOO_LATE));

    assertThat(job.exit()).isEqualTo(3);
  }

  @Test
  void aTerminatedJobIsInterruptedReportedAsCancelledAndExits143() throws Exception {
    JobProcess job = start(Act.WAIT_FOR_INTERRUPT);
    awaitEntered(job);

    job.terminate();

    assertThat(job.exit()).isEqualTo(143);
    assertThat(failure().error()).isEqualTo(JobCancelledException.class.getName());
    assertThat(failure().message()).contains("java.lang.InterruptedException");
  }

  @Test
  void aTerminatedJobThatStillFinishesHasSucceeded() throws Exception {
    JobProcess job = start(Act.FINISH_WHEN_CANCELLED);
    awaitEntered(job);

    job.terminate();

    assertThat(job.exit()).isZero();
    assertThat(result()).isEqualTo(json("{\"said\": \"finished all the same\"}"));
  }

  @Test
  void aTerminatedJobThatDoesNotEndIsReportedBeforeItsStopTimeoutIsOver() throws Exception {
    JobProcess job = start(Act.IGNORE_EVERYTHING);
    awaitEntered(job);

    job.terminate();

    assertThat(job.exit()).isEqualTo(143);
    assertThat(job.has("interrupted")).isTrue();
    assertThat(failure().error()).isEqualTo("NotStopped");
  }

  @Test
  void aCancelledInvocationEndsTheJob() throws Exception {
    JobProcess job = start(Act.WAIT_FOR_INTERRUPT);
    awaitEntered(job);

    endpoint().cancel();

    assertThat(job.exit()).isEqualTo(143);
    assertThat(failure().error()).isEqualTo(JobCancelledException.class.getName());
  }

  @Test
  void aContainerWithoutAnAddressExits64AndSaysWhatIsMissing() throws Exception {
    process = JobProcess.start(directory, Map.of(), ProbeJob.class.getName());

    assertThat(process.exit()).isEqualTo(64);
    assertThat(process.log()).contains("IGUAZU_URL is not set");
  }

  @Test
  void aContainerWithoutAJobExits64AndSaysHowToNameOne() throws Exception {
    process =
        JobProcess.start(
            directory, Map.of("IGUAZU_URL", "http://127.0.0.1:1", "IGUAZU_TOKEN", "any"));

    assertThat(process.exit()).isEqualTo(64);
    assertThat(process.log()).contains("which job to run?");
  }

  private JobProcess start(Act act) throws IOException {
    return start(parameters(act), call -> Fault.NONE);
  }

  private JobProcess start(JsonNode parameters, Function<String, Fault> faults) throws IOException {
    endpoint = new DispatchEndpoint(parameters);
    endpoint.breakBy(call -> {
      calls.add(call);
      return faults.apply(call);
    });
    process = JobProcess.start(directory, endpoint.address());
    return process;
  }

  /** The first calls to {@code call} meet these faults, the next ones none. */
  private static Function<String, Fault> first(String call, Fault... faults) {
    Iterator<Fault> left = Arrays.asList(faults).iterator();
    return called -> called.equals(call) && left.hasNext() ? left.next() : Fault.NONE;
  }

  private void awaitEntered(JobProcess job) {
    await().until(() -> job.has("entered") && !endpoint().heard().progress().isEmpty());
  }

  private DispatchEndpoint endpoint() {
    return Objects.requireNonNull(endpoint);
  }

  private Address address() {
    return endpoint().address();
  }

  private @Nullable JsonNode result() {
    return endpoint().heard().success().orElseThrow().result();
  }

  private Failure failure() {
    return endpoint().heard().failure().orElseThrow();
  }

  private static JsonNode parameters(Act act) {
    return json("{\"act\": \"%s\"}".formatted(act));
  }

  private static JsonNode json(String text) {
    return IguazuJson.strict().readTree(text);
  }
}
