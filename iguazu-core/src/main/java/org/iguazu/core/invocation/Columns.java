package org.iguazu.core.invocation;

import java.time.Instant;
import java.util.UUID;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.core.invocation.InvocationState.Dispatching;
import org.iguazu.core.invocation.InvocationState.Finished;
import org.iguazu.core.invocation.InvocationState.Running;
import org.jspecify.annotations.Nullable;

/** The columns of {@code invocation} that change over its life, as the ledger writes them. */
record Columns(
    UUID id,
    String status,
    int dispatch,
    boolean takenOver,
    Instant startBy,
    Instant claimableAt,
    @Nullable String waiting,
    @Nullable Instant claimedAt,
    @Nullable String task,
    @Nullable Instant launchedAt,
    @Nullable UUID runner,
    @Nullable Instant startedAt,
    @Nullable Instant deadline,
    @Nullable StopCause stopCause,
    @Nullable String stopBy,
    @Nullable Instant stopAt,
    @Nullable OutcomeKind outcome,
    @Nullable String reason,
    @Nullable Integer exitCode,
    @Nullable Instant finishedAt,
    @Nullable Earlier earlier,
    int events) {

  static Columns of(InvocationRow row) {
    InvocationState state = row.state();
    Running running = state instanceof Running it ? it : null;
    Outcome outcome = state instanceof Finished it ? it.outcome() : null;
    Stop stop = state.stopWish().orElse(null);
    return new Columns(
        row.id().value(),
        state.status().name(),
        state.lastDispatch(),
        state instanceof Dispatching(_, _, boolean takenOver, _) && takenOver,
        row.startBy(),
        row.claimableAt(),
        row.waiting(),
        row.claimedAt(),
        state.lastTask().orElse(null),
        row.launchedAt(),
        running == null ? null : running.runner(),
        running == null ? null : running.startedAt(),
        row.deadline(),
        stop == null ? null : stop.cause(),
        stop == null ? null : stop.by(),
        stop == null ? null : stop.at(),
        outcome == null ? null : outcome.kind(),
        outcome == null ? null : outcome.reason(),
        outcome == null ? null : outcome.exitCode(),
        row.finishedAt(),
        state.before(),
        row.events());
  }
}
