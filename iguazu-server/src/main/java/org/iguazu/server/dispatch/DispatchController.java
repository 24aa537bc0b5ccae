package org.iguazu.server.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import org.iguazu.api.dispatch.Control;
import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.dispatch.StartReply;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.dispatch.Success;
import org.iguazu.api.invocation.Progress;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.core.capability.Capability;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.StartDecision;
import org.iguazu.server.security.NeedsCapability;
import org.iguazu.server.watch.LongPoll;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a container says about its dispatch, and asks. */
@RestController
@RequestMapping(path = "/api/dispatch", produces = MediaType.APPLICATION_JSON_VALUE)
@NeedsCapability
final class DispatchController {

  private final InvocationLedger ledger;
  private final LongPoll longPoll;
  private final InstantSource clock;

  DispatchController(InvocationLedger ledger, LongPoll longPoll, InstantSource clock) {
    this.ledger = ledger;
    this.longPoll = longPoll;
    this.clock = clock;
  }

  /**
   * May the job's body be entered? Granted once; asked again by the same runner, answered the same.
   */
  @PostMapping(path = "/start", consumes = MediaType.APPLICATION_JSON_VALUE)
  StartReply start(@RequestBody StartRequest request, Capability capability) {
    Reports.check(request);
    StartDecision decision =
        ledger.start(capability.invocation(), capability.dispatch(), request, clock.instant());
    return switch (decision) {
      case StartDecision.Granted(StartReply reply) -> reply;
      case StartDecision.Refused(String reason) ->
          throw new ProblemException(
              ProblemCode.START_REFUSED, "The job must not start: %s.".formatted(reason));
    };
  }

  /** Keeps how far the job is, and tells what is wanted of it. */
  @PostMapping(path = "/progress", consumes = MediaType.APPLICATION_JSON_VALUE)
  Control progress(@RequestBody Progress progress, Capability capability) {
    return ledger.progress(capability.invocation(), capability.dispatch(), progress);
  }

  /** What is wanted of the job; with {@code wait} (up to 60 s) as soon as it is to end. */
  @GetMapping("/control")
  Control control(@RequestParam(defaultValue = "0s") Duration wait, Capability capability) {
    return longPoll.ask(
        capability.invocation(),
        wait,
        () -> ledger.control(capability.invocation(), capability.dispatch()),
        Control::cancelled);
  }

  /** The job's body returned. May be repeated. */
  @PostMapping(path = "/succeeded", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void succeeded(@RequestBody Success success, Capability capability) {
    String result = Reports.resultOf(success);
    requireMoved(
        ledger.succeed(capability.invocation(), capability.dispatch(), result, clock.instant()));
  }

  /** The job's body failed. May be repeated. */
  @PostMapping(path = "/failed", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void failed(@RequestBody Failure failure, Capability capability) {
    String reason = Reports.reasonOf(failure);
    requireMoved(
        ledger.fail(capability.invocation(), capability.dispatch(), reason, clock.instant()));
  }

  private static void requireMoved(boolean moved) {
    if (!moved) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "This report comes too late or from an earlier dispatch: the invocation has ended"
              + " otherwise, or goes on without this container.");
    }
  }
}
