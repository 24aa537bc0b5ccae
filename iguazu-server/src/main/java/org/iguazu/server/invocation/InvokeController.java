package org.iguazu.server.invocation;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.iguazu.api.invocation.BatchAnswer;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationBatch;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.key.Scope;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.core.invocation.Intake;
import org.iguazu.core.invocation.InvocationIntake;
import org.iguazu.server.job.JobNames;
import org.iguazu.server.security.Caller;
import org.iguazu.server.security.Needs;
import org.iguazu.server.web.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invocations: asking for them. */
@RestController
@RequestMapping(
    path = "/api/invocations",
    consumes = MediaType.APPLICATION_JSON_VALUE,
    produces = MediaType.APPLICATION_JSON_VALUE)
final class InvokeController {

  private final InvocationIntake intake;
  private final JobNames names;
  private final InstantSource clock;

  InvokeController(InvocationIntake intake, JobNames names, InstantSource clock) {
    this.intake = intake;
    this.names = names;
    this.clock = clock;
  }

  /**
   * Runs a job once, now or when it is due. Repeated with the same Idempotency-Key and the same
   * body, it answers with the same invocation.
   */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Needs(Scope.INVOKE)
  ResponseEntity<Invocation> invoke(
      @RequestBody InvocationRequest request,
      @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
      Caller caller) {
    Intake answer = accept(List.of(request), key, caller).getFirst();
    return switch (answer) {
      case Intake.Accepted(Invocation invocation, boolean replayed) -> {
        var created = ResponseEntity.created(URI.create("/api/invocations/" + invocation.id()));
        yield (replayed ? created.header(IdempotencyHeader.REPLAYED, "true") : created)
            .body(invocation);
      }
      case Intake.Rejected(Problem problem) when problem.code() == ProblemCode.NOT_FOUND ->
          throw names.unknown(request.job());
      case Intake.Rejected(Problem problem) -> throw new ProblemException(problem);
    };
  }

  /**
   * Runs up to 1,000 jobs once each. Each request is accepted or refused for itself; only a body
   * that is not valid is refused as a whole.
   */
  @PostMapping("/batch")
  @Needs(Scope.INVOKE)
  ResponseEntity<InvocationBatch.Answers> invokeAll(
      @RequestBody InvocationBatch batch,
      @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
      Caller caller) {
    List<Intake> answers = accept(batch.requests(), key, caller);
    boolean replayed =
        answers.stream().anyMatch(it -> it instanceof Intake.Accepted(_, boolean before) && before);
    var body =
        new InvocationBatch.Answers(answers.stream().map(InvokeController::batchAnswer).toList());
    return (replayed
            ? ResponseEntity.ok().header(IdempotencyHeader.REPLAYED, "true")
            : ResponseEntity.ok())
        .body(body);
  }

  private List<Intake> accept(
      List<InvocationRequest> requests, @Nullable String key, Caller caller) {
    return intake.accept(
        requests, caller.name(), IdempotencyHeader.keyOf(key, caller.id()), clock.instant());
  }

  private static BatchAnswer batchAnswer(Intake intake) {
    return switch (intake) {
      case Intake.Accepted(Invocation invocation, _) -> BatchAnswer.accepted(invocation.id());
      case Intake.Rejected(Problem problem) -> BatchAnswer.refused(problem);
    };
  }
}
