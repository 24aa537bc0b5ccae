package org.iguazu.core.invocation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.core.catalog.ParameterSchemas;
import org.iguazu.core.webhook.Webhooks;

/** What a request must be besides well-formed: of a sensible size and time, and fit for its job. */
final class RequestCheck {

  /** The most that parameters may be, in bytes of JSON. */
  static final int PARAMETERS_LIMIT = 256 * 1024;

  private static final Duration FARTHEST = Duration.ofDays(5 * 366L);

  private final ParameterSchemas schemas;
  private final Webhooks webhooks;
  private final InputCheck inputs;

  RequestCheck(ParameterSchemas schemas, Webhooks webhooks, InputCheck inputs) {
    this.schemas = schemas;
    this.webhooks = webhooks;
    this.inputs = inputs;
  }

  Optional<Problem> problem(InvocationRequest request, JobDefinition job, Instant now) {
    int size = request.parameters().toString().getBytes(StandardCharsets.UTF_8).length;
    if (size > PARAMETERS_LIMIT) {
      return Optional.of(tooLarge(size));
    }
    if (request.dueAt() != null) {
      Optional<Problem> untimely = untimely(request, request.dueAt(), job, now);
      if (untimely.isPresent()) {
        return untimely;
      }
    }
    if (request.webhook() != null && !webhooks.isKnown(request.webhook())) {
      return Optional.of(Webhooks.unknown(request.webhook()));
    }
    Optional<Problem> keyless =
        SlotKey.problem(request.concurrencyKey(), request.parameters(), job);
    if (keyless.isPresent()) {
      return keyless;
    }
    Optional<Problem> unfitFiles = inputs.problem(request.inputs(), job, now);
    if (unfitFiles.isPresent()) {
      return unfitFiles;
    }
    return job.parameterSchema() == null
        ? Optional.empty()
        : unfit(job, schemas.errors(job.parameterSchema(), request.parameters()));
  }

  private static Problem tooLarge(int size) {
    String message =
        "has %,d bytes, but at most %,d are allowed; put large inputs into storage and pass their address"
            .formatted(size, PARAMETERS_LIMIT);
    return Problem.of(
        ProblemCode.TOO_LARGE,
        "The parameters are too large.",
        List.of(new FieldError("/parameters", message)));
  }

  private static Optional<Problem> untimely(
      InvocationRequest request, Instant dueAt, JobDefinition job, Instant now) {
    Duration within = startWithin(request, job);
    if (!dueAt.plus(within).isAfter(now)) {
      return Optional.of(
          badDueAt(
              "lies so far in the past that it would expire at once: not started within "
                  + within
                  + "; leave it out to run now"));
    }
    return dueAt.isAfter(now.plus(FARTHEST))
        ? Optional.of(badDueAt("must lie within the next five years"))
        : Optional.empty();
  }

  private static Problem badDueAt(String message) {
    return Problem.of(
        ProblemCode.INVALID_REQUEST,
        "The due time cannot be.",
        List.of(new FieldError("/dueAt", message)));
  }

  private static Optional<Problem> unfit(JobDefinition job, List<FieldError> errors) {
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ProblemCode.INVALID_PARAMETERS,
                "The parameters do not match the JSON Schema of job '%s'.".formatted(job.name()),
                errors));
  }

  static Duration startWithin(InvocationRequest request, JobDefinition job) {
    return request.startWithin() == null ? job.startWithin() : request.startWithin();
  }
}
