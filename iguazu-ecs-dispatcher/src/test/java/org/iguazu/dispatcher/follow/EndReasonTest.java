package org.iguazu.dispatcher.follow;

import static org.assertj.core.api.Assertions.assertThat;

import org.iguazu.api.job.EndCause;
import org.iguazu.test.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each end that ECS and its agent tell of is one sentence. */
class EndReasonTest {

  private static final String OOM = "OutOfMemoryError: Container killed due to memory usage";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            1 | exited with code 1
            3 | exited with code 3
          126 | its command cannot be executed (exit code 126)
          127 | its command was not found (exit code 127)
          134 | aborted (exit code 134, SIGABRT)
          137 | was killed, not for its memory (exit code 137, SIGKILL)
          139 | crashed with a segmentation fault (exit code 139, SIGSEGV)
          143 | was told to end (exit code 143, SIGTERM)
          """)
  void explainsTheExitCode(int exitCode, String sentence) {
    assertThat(exited(exitCode, null)).isEqualTo(new EndReason(EndCause.EXIT_CODE, sentence));
  }

  @Test
  void anExitCodeOf0IsASuccess() {
    assertThat(exited(0, null)).isEqualTo(new EndReason(null, "exited with code 0"));
  }

  @Test
  void memoryCountsBeforeTheExitCode() {
    assertThat(exited(137, OOM))
        .isEqualTo(
            new EndReason(
                EndCause.OUT_OF_MEMORY, "was killed for using more than its 512 MiB of memory"));
    assertThat(exited(0, OOM))
        .isEqualTo(
            new EndReason(
                EndCause.OUT_OF_MEMORY,
                "exited with code 0, though a process in it was killed for using more than its 512"
                    + " MiB of memory"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Task failed to start | CannotPullContainerError: no such image: x | the image could not be pulled: no such image: x
          Task failed to start | CannotPullECRContainerError: denied | the image could not be pulled: denied
          Task failed to start | CannotPullContainerAuthError: who? | the image could not be pulled: who?
          Task failed to start | CannotPullImageManifestError: none | the image could not be pulled: none
          Task failed to start | CannotStartContainerError: no main | the container could not be started: no main
          Task failed to start | CannotCreateContainerError: bad user | the container could not be started: bad user
          Task failed to start | CannotCreateVolumeError: full | the container could not be started: full
          Task failed to start | TaskDependencyError: timed out | ECS could not start it: timed out
          TaskFailedToStart: RESOURCE:MEMORY | - | ECS found no capacity for it in time: RESOURCE:MEMORY
          TaskFailedToStart: EMPTY CAPACITY PROVIDER | - | ECS found no capacity for it in time: EMPTY CAPACITY PROVIDER
          TaskFailedToStart: NO ACTIVE INSTANCES | - | ECS found no capacity for it in time: NO ACTIVE INSTANCES
          TaskFailedToStart: ATTRIBUTE | - | ECS could not start it: ATTRIBUTE
          - | - | ECS could not start it: ECS does not say why
          """)
  void saysWhyItNeverStarted(
      @Nullable String reason, @Nullable String containerReason, String sentence) {
    assertThat(stopped("TaskFailedToStart", reason, containerReason))
        .isEqualTo(new EndReason(EndCause.NOT_STARTED, sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          TerminationNotice | Host EC2 (instance i-0abc1) terminated. | its host i-0abc1 was terminated
          TerminationNotice | Host EC2 (instance i-0abc1) stopped. | its host i-0abc1 was stopped
          TerminationNotice | - | its host was terminated
          SpotInterruption | - | its host was taken back by EC2
          InfrastructureHealth | unhealthy | ECS gave up its host: unhealthy
          """)
  void saysThatItsHostIsGone(String stopCode, @Nullable String reason, String sentence) {
    assertThat(stopped(stopCode, reason, null))
        .isEqualTo(new EndReason(EndCause.HOST_GONE, sentence));
  }

  @Test
  void passesOnWhatIsSaidByWhoeverStoppedItAtEcs() {
    assertThat(stopped("UserInitiated", "tidying up", null))
        .isEqualTo(new EndReason(EndCause.STOPPED_AT_ECS, "was stopped at ECS: tidying up"));
  }

  @Test
  void aWordOfEcsThatIsNewStillMakesASentence() {
    assertThat(stopped("SomethingNew", null, null))
        .isEqualTo(
            new EndReason(
                EndCause.NOT_STARTED, "ended before its container started: ECS does not say why"));
    assertThat(
            EndReason.of(
                Tasks.aTask("STOPPED")
                    .startedAt(SettableClock.NOON)
                    .stopped("SomethingNew", null)
                    .main(null, "ContainerVanishedError: it is gone")
                    .news()))
        .isEqualTo(
            new EndReason(
                EndCause.HOST_GONE, "its container ended without an exit code: it is gone"));
  }

  @Test
  void successCountsOnlyIfWhatTheJobLeftWasFetched() {
    Tasks done =
        Tasks.aTask("STOPPED")
            .stopped("EssentialContainerExited", "Essential container in task exited")
            .main(0, null)
            .courier("stage", 0);

    assertThat(EndReason.of(done.courier("report", 1).news()))
        .isEqualTo(
            new EndReason(
                EndCause.FAILED,
                "exited with code 0, but its files were not fetched: report exited with code 1"));
  }

  @Test
  void aJobWhoseFilesWereNotBroughtWasNotStarted() {
    Tasks task =
        Tasks.aTask("STOPPED")
            .startedAt(SettableClock.NOON)
            .stopped("EssentialContainerExited", "Essential container in task exited")
            .courier("stage", 137)
            .courier("report", 0);

    assertThat(EndReason.of(task.news()))
        .isEqualTo(
            new EndReason(
                EndCause.NOT_STARTED, "its files were not brought: stage exited with code 137"));
  }

  private static EndReason exited(int code, @Nullable String containerReason) {
    return EndReason.of(
        Tasks.aTask("STOPPED")
            .stopped("EssentialContainerExited", "Essential container in task exited")
            .main(code, containerReason)
            .news());
  }

  private static EndReason stopped(
      String stopCode, @Nullable String reason, @Nullable String containerReason) {
    return EndReason.of(
        Tasks.aTask("STOPPED").stopped(stopCode, reason).main(null, containerReason).news());
  }
}
