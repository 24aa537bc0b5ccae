package org.iguazu.core.invocation;

import java.util.List;
import java.util.Optional;
import org.iguazu.api.job.ConcurrencyKey;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** By what an invocation is limited, as it stands in its row. */
final class SlotKey {

  private SlotKey() {}

  /** Its concurrency key; "" if only its job is limited, null if nothing is. */
  static @Nullable String of(@Nullable String given, JsonNode parameters, JobDefinition job) {
    if (given != null) {
      return given;
    }
    return Optional.ofNullable(job.concurrencyKey())
        .flatMap(key -> key.of(parameters))
        .orElse(job.maxConcurrent() == null && job.concurrencyKey() == null ? null : "");
  }

  /** The concurrency key that callers see. */
  static @Nullable String shown(@Nullable String slotKey) {
    return slotKey == null || slotKey.isEmpty() ? null : slotKey;
  }

  /** Why these parameters, or the key given with them, do not fit the job. */
  static Optional<Problem> problem(@Nullable String given, JsonNode parameters, JobDefinition job) {
    ConcurrencyKey key = job.concurrencyKey();
    if (given != null) {
      return key == null ? Optional.of(limitsNothing(job)) : Optional.empty();
    }
    return key == null || key.pointer() == null || key.of(parameters).isPresent()
        ? Optional.empty()
        : Optional.of(missing(job, key.pointer()));
  }

  private static Problem limitsNothing(JobDefinition job) {
    return Problem.of(
        ProblemCode.INVALID_REQUEST,
        "Job '%s' has no concurrencyKey, so a key would limit nothing.".formatted(job.name()),
        List.of(
            new FieldError(
                "/concurrencyKey",
                "needs a job that is registered with \"concurrencyKey\": {\"max\": 1}; leave it out"
                    + " or register the job so")));
  }

  private static Problem missing(JobDefinition job, String pointer) {
    return Problem.of(
        ProblemCode.INVALID_PARAMETERS,
        "Job '%s' runs invocations with the same %s in turn, and the parameters have none."
            .formatted(job.name(), pointer),
        List.of(
            new FieldError(
                "/parameters" + pointer,
                "must be a text of 1 to %d characters, a number or a boolean"
                    .formatted(ConcurrencyKey.LONGEST))));
  }
}
