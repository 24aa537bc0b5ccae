package org.iguazu.courier;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.iguazu.job.dispatch.MisconfiguredException;
import org.iguazu.job.dispatch.TaskMetadata;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The containers of the same task, as the ECS agent knows them. */
final class Siblings {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final TaskMetadata metadata;

  private Siblings(TaskMetadata metadata) {
    this.metadata = metadata;
  }

  /**
   * As the environment says.
   *
   * @throws MisconfiguredException if it does not
   */
  static Siblings in(Map<String, String> environment) {
    return TaskMetadata.in(environment)
        .map(Siblings::new)
        .orElseThrow(
            () -> new MisconfiguredException("a courier runs beside a job, in a task of ECS"));
  }

  /**
   * A container's state.
   *
   * @param status as the agent says it: {@code RUNNING}, {@code STOPPED} and others
   */
  record State(String status, @Nullable Integer exitCode) {

    private static final State NOT_THERE_YET = new State("NONE", null);

    private static State of(JsonNode container) {
      JsonNode exitCode = container.path("ExitCode");
      return new State(
          container.path("KnownStatus").asString(""),
          exitCode.isInt() ? exitCode.intValue() : null);
    }

    boolean isRunning() {
      return status.equals("RUNNING");
    }

    boolean isStopped() {
      return status.equals("STOPPED");
    }
  }

  /**
   * How this container of the task is now.
   *
   * @throws IOException if the agent does not say
   */
  State state(String container) throws IOException {
    for (JsonNode each : metadata.task(PATIENCE).path("Containers")) {
      if (each.path("Name").asString("").equals(container)) {
        return State.of(each);
      }
    }
    return State.NOT_THERE_YET;
  }
}
