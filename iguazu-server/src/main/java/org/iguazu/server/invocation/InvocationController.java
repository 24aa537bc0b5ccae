package org.iguazu.server.invocation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationQuery;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.job.JobName;
import org.iguazu.api.key.Scope;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.server.security.Needs;
import org.iguazu.server.watch.LongPoll;
import org.iguazu.server.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Invocations: looking them up. */
@RestController
@RequestMapping(path = "/api/invocations", produces = MediaType.APPLICATION_JSON_VALUE)
final class InvocationController {

  private final InvocationReader invocations;
  private final LongPoll longPoll;

  InvocationController(InvocationReader invocations, LongPoll longPoll) {
    this.invocations = invocations;
    this.longPoll = longPoll;
  }

  /**
   * The invocation as it stands now; with {@code wait} (up to 60 s) as soon as it has finished, at
   * the latest after that time.
   */
  @GetMapping("/{id}")
  @Needs(Scope.READ)
  Invocation get(@PathVariable InvocationId id, @RequestParam(defaultValue = "0s") Duration wait) {
    if (!wait.isZero()) {
      longPoll.ask(id, wait, () -> invocations.finished(id).orElse(true), over -> over);
    }
    return invocations.find(id).orElseThrow(() -> Unknown.invocation(id));
  }

  /** Invocations that match everything asked for, newest first, without parameters and results. */
  @GetMapping
  @Needs(Scope.READ)
  Page<Invocation> list(
      @RequestParam(required = false) @Nullable JobName job,
      @RequestParam(required = false) @Nullable InvocationStatus status,
      @RequestParam(required = false) @Nullable OutcomeKind outcome,
      @RequestParam(required = false) @Nullable String schedule,
      @RequestParam(required = false) @Nullable List<String> label,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable InvocationId before,
      @RequestParam(defaultValue = "50") int limit) {
    Paging.fetch(limit);
    return invocations.list(
        new InvocationQuery(
            job, status, outcome, schedule, LabelFilter.parse(label), from, to, before, limit));
  }
}
