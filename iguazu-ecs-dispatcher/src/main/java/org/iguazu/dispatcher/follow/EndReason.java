package org.iguazu.dispatcher.follow;

import org.jspecify.annotations.Nullable;

/** Says in a sentence why a task stopped. */
final class EndReason {

  private static final int SIGSEGV = 139;
  private static final int SIGKILL = 137;
  private static final int SIGTERM = 143;

  private EndReason() {}

  static String of(TaskNews task) {
    String container = task.containerReason() == null ? "" : task.containerReason();
    if (container.startsWith("OutOfMemoryError")) {
      return ofMemory(task);
    }
    if (container.startsWith("CannotPull")) {
      return "the image could not be pulled: " + textOf(container);
    }
    if (container.startsWith("CannotStart") || container.startsWith("CannotCreate")) {
      return "the container could not be started: " + textOf(container);
    }
    if ("TerminationNotice".equals(task.stopCode())) {
      return "its host was terminated";
    }
    if ("SpotInterruption".equals(task.stopCode())) {
      return "its host was taken back by EC2";
    }
    if ("UserInitiated".equals(task.stopCode())) {
      return "was stopped: " + orUnsaid(task.stoppedReason());
    }
    Integer exitCode = task.exitCode();
    return exitCode == null
        ? "ended without an exit code: " + orUnsaid(task.stoppedReason())
        : ofExit(exitCode);
  }

  private static String ofMemory(TaskNews task) {
    String limit =
        task.memory() == null ? "its memory" : "its %s MiB of memory".formatted(task.memory());
    Integer exitCode = task.exitCode();
    return exitCode != null && exitCode == 0
        ? "exited with code 0, though a process in it was killed for using more than " + limit
        : "was killed for using more than " + limit;
  }

  private static String ofExit(int exitCode) {
    return switch (exitCode) {
      case SIGSEGV -> "crashed with a segmentation fault (exit code 139)";
      case SIGKILL -> "was killed (exit code 137)";
      case SIGTERM -> "was terminated (exit code 143)";
      default -> "exited with code " + exitCode;
    };
  }

  /** What follows ECS's name of the error. */
  private static String textOf(String reason) {
    int colon = reason.indexOf(": ");
    return colon < 0 ? reason : reason.substring(colon + 2);
  }

  private static String orUnsaid(@Nullable String reason) {
    return reason == null || reason.isBlank() ? "ECS does not say why" : reason;
  }
}
