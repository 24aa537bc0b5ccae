package org.iguazu.server.invocation;

import java.time.InstantSource;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.key.Scope;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.invocation.News;
import org.iguazu.core.invocation.StopCause;
import org.iguazu.server.security.Caller;
import org.iguazu.server.security.Needs;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invocations: cancelling them. */
@RestController
@RequestMapping(path = "/api/invocations", produces = MediaType.APPLICATION_JSON_VALUE)
final class CancelController {

  private final InvocationLedger ledger;
  private final InvocationReader invocations;
  private final InstantSource clock;

  CancelController(InvocationLedger ledger, InvocationReader invocations, InstantSource clock) {
    this.ledger = ledger;
    this.invocations = invocations;
    this.clock = clock;
  }

  /**
   * Asks for the invocation to be cancelled: before it starts it never will, a running one is
   * stopped. May be repeated.
   */
  @PostMapping("/{id}/cancel")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Needs(Scope.INVOKE)
  Invocation cancel(@PathVariable InvocationId id, Caller caller) {
    ledger.append(id, new News.StopRequested(StopCause.CANCEL, caller.name(), clock.instant()));
    Invocation invocation = invocations.find(id).orElseThrow(() -> Unknown.invocation(id));
    Outcome outcome = invocation.outcome();
    if (outcome != null && !endsACancel(outcome.kind())) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "Invocation '%s' cannot be cancelled, for it has finished: %s, %s."
              .formatted(id, outcome.kind(), outcome.reason()));
    }
    return invocation;
  }

  private static boolean endsACancel(OutcomeKind kind) {
    return kind == OutcomeKind.CANCELLED || kind == OutcomeKind.STOPPED;
  }
}
