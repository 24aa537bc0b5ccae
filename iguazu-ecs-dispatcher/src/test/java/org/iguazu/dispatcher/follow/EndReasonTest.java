package org.iguazu.dispatcher.follow;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndReasonTest {

  @Test
  void saysTheExitCode() {
    assertThat(exited(3, null)).isEqualTo("exited with code 3");
    assertThat(exited(139, null)).isEqualTo("crashed with a segmentation fault (exit code 139)");
  }

  @Test
  void saysThatMemoryWasTheReason() {
    String oom = "OutOfMemoryError: Container killed due to memory usage";

    assertThat(exited(137, oom)).isEqualTo("was killed for using more than its 512 MiB of memory");
    assertThat(exited(0, oom))
        .isEqualTo(
            "exited with code 0, though a process in it was killed for using more than its 512 MiB"
                + " of memory");
    assertThat(exited(137, null)).isEqualTo("was killed (exit code 137)");
  }

  @Test
  void saysWhyItNeverStarted() {
    assertThat(
            stopped(
                "TaskFailedToStart",
                "Task failed to start",
                "CannotPullContainerError: no such image: x"))
        .isEqualTo("the image could not be pulled: no such image: x");
    assertThat(
            stopped(
                "TaskFailedToStart", "Task failed to start", "CannotStartContainerError: no main"))
        .isEqualTo("the container could not be started: no main");
  }

  @Test
  void saysThatItsHostIsGone() {
    assertThat(stopped("TerminationNotice", "Host EC2 (instance i-1) terminated.", null))
        .isEqualTo("its host was terminated");
  }

  @Test
  void passesOnWhyItWasStopped() {
    assertThat(stopped("UserInitiated", "cancelled by ann", null))
        .isEqualTo("was stopped: cancelled by ann");
    assertThat(stopped("SomethingNew", null, null))
        .isEqualTo("ended without an exit code: ECS does not say why");
  }

  private static String exited(int code, @Nullable String containerReason) {
    return EndReason.of(
        Tasks.aTask("STOPPED")
            .stopped("EssentialContainerExited", "Essential container in task exited")
            .main(code, containerReason)
            .news());
  }

  private static String stopped(
      String stopCode, @Nullable String reason, @Nullable String containerReason) {
    return EndReason.of(
        Tasks.aTask("STOPPED").stopped(stopCode, reason).main(null, containerReason).news());
  }
}
