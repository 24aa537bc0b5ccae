package org.iguazu.dispatcher.follow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iguazu.api.job.EndCause;
import org.jspecify.annotations.Nullable;

/**
 * Why a task stopped.
 *
 * @param cause nothing, if it did what it should
 * @param sentence the same for whoever reads it
 */
record EndReason(@Nullable EndCause cause, String sentence) {

  private static final Pattern INSTANCE = Pattern.compile("\\(instance (i-[0-9a-zA-Z]+)\\)");

  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final int SIGABRT = 134;
  private static final int SIGKILL = 137;
  private static final int SIGSEGV = 139;
  private static final int SIGTERM = 143;

  /** Memory counts before the exit code, which hides it if only a child process was killed. */
  static EndReason of(TaskNews task) {
    String container = task.containerReason() == null ? "" : task.containerReason();
    if (container.startsWith("OutOfMemoryError")) {
      return new EndReason(EndCause.OUT_OF_MEMORY, ofMemory(task));
    }
    Integer exitCode = task.exitCode();
    if (exitCode != null && exitCode == 0) {
      return task.courierFailure() == null
          ? new EndReason(null, "exited with code 0")
          : new EndReason(
              EndCause.FAILED,
              "exited with code 0, but its files were not fetched: " + task.courierFailure());
    }
    if (container.startsWith("CannotPull")) {
      return notStarted("the image could not be pulled: " + textOf(container));
    }
    if (container.startsWith("CannotStart") || container.startsWith("CannotCreate")) {
      return notStarted("the container could not be started: " + textOf(container));
    }
    return ofStop(task, container);
  }

  private static EndReason ofStop(TaskNews task, String container) {
    return switch (task.stopCode()) {
      case "TerminationNotice" -> gone(hostOf(task.stoppedReason()));
      case "SpotInterruption" -> gone("its host was taken back by EC2");
      case "InfrastructureHealth" ->
          gone("ECS gave up its host: " + orUnsaid(task.stoppedReason()));
      case "UserInitiated" ->
          new EndReason(
              EndCause.STOPPED_AT_ECS, "was stopped at ECS: " + orUnsaid(task.stoppedReason()));
      case "TaskFailedToStart" -> notStarted(ofFailedStart(task.stoppedReason(), container));
      case null, default -> ofExit(task, container);
    };
  }

  private static EndReason notStarted(String sentence) {
    return new EndReason(EndCause.NOT_STARTED, sentence);
  }

  private static EndReason gone(String sentence) {
    return new EndReason(EndCause.HOST_GONE, sentence);
  }

  /** ECS writes {@code Host EC2 (instance i-0abc) terminated.} */
  private static String hostOf(@Nullable String reason) {
    String text = reason == null ? "" : reason;
    Matcher instance = INSTANCE.matcher(text);
    return "its host %swas %s"
        .formatted(
            instance.find() ? instance.group(1) + " " : "",
            text.contains("stopped") ? "stopped" : "terminated");
  }

  private static String ofFailedStart(@Nullable String reason, String container) {
    String text = container.isEmpty() ? orUnsaid(reason) : container;
    String why = textOf(text);
    boolean noRoom =
        why.startsWith("RESOURCE:")
            || why.startsWith("EMPTY CAPACITY PROVIDER")
            || why.startsWith("NO ACTIVE INSTANCES");
    return noRoom
        ? "ECS found no capacity for it in time: " + why
        : "ECS could not start it: " + why;
  }

  private static String ofMemory(TaskNews task) {
    String limit =
        task.memory() == null ? "its memory" : "its %s MiB of memory".formatted(task.memory());
    Integer exitCode = task.exitCode();
    return exitCode != null && exitCode == 0
        ? "exited with code 0, though a process in it was killed for using more than " + limit
        : "was killed for using more than " + limit;
  }

  private static EndReason ofExit(TaskNews task, String container) {
    Integer exitCode = task.exitCode();
    if (exitCode != null) {
      return new EndReason(EndCause.EXIT_CODE, ofExit(exitCode));
    }
    if (task.courierFailure() != null) {
      return notStarted("its files were not brought: " + task.courierFailure());
    }
    String why = container.isEmpty() ? orUnsaid(task.stoppedReason()) : textOf(container);
    return task.hasStarted()
        ? gone("its container ended without an exit code: " + why)
        : notStarted("ended before its container started: " + why);
  }

  private static String ofExit(int exitCode) {
    return switch (exitCode) {
      case NOT_EXECUTABLE -> "its command cannot be executed (exit code 126)";
      case NOT_FOUND -> "its command was not found (exit code 127)";
      case SIGABRT -> "aborted (exit code 134, SIGABRT)";
      case SIGKILL -> "was killed, not for its memory (exit code 137, SIGKILL)";
      case SIGSEGV -> "crashed with a segmentation fault (exit code 139, SIGSEGV)";
      case SIGTERM -> "was told to end (exit code 143, SIGTERM)";
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
