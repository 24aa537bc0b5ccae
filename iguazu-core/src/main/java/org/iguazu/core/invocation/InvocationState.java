package org.iguazu.core.invocation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.core.invocation.News.Accepted;
import org.iguazu.core.invocation.News.Claimed;
import org.iguazu.core.invocation.News.Expired;
import org.iguazu.core.invocation.News.Failed;
import org.iguazu.core.invocation.News.Lost;
import org.iguazu.core.invocation.News.Refused;
import org.iguazu.core.invocation.News.SeenRunning;
import org.iguazu.core.invocation.News.Started;
import org.iguazu.core.invocation.News.StopRequested;
import org.iguazu.core.invocation.News.Succeeded;
import org.iguazu.core.invocation.News.TakenOver;
import org.iguazu.core.invocation.News.TaskEnded;
import org.jspecify.annotations.Nullable;

/**
 * Where an invocation stands. {@link #after} is the only way from one state to the next: the ledger
 * writes what it returns, and a history folded through it gives the same state again.
 */
public sealed interface InvocationState {

  /** The outcome of all that were not started by their {@code startBy}. */
  Outcome EXPIRED = Outcome.of(OutcomeKind.EXPIRED, "not started in time");

  /** Waits to be due and to be taken; {@code dispatches} tries were refused so far. */
  record Queued(int dispatches) implements InvocationState {}

  /**
   * Taken by a dispatcher: from here on ECS may have heard of it.
   *
   * @param takenOver whether another server may be asking ECS by now, too
   */
  record Dispatching(int dispatch, @Nullable Stop stop, boolean takenOver)
      implements InvocationState {

    public Dispatching(int dispatch, @Nullable Stop stop) {
      this(dispatch, stop, false);
    }
  }

  /** ECS has a task for it. */
  record Launched(int dispatch, String task, @Nullable Stop stop) implements InvocationState {}

  /**
   * The job has started.
   *
   * @param task its task, unless the runner was faster than ECS's answer
   * @param runner the runner that passed the start fence; none in a container without our SDK
   */
  record Running(
      int dispatch,
      @Nullable String task,
      Instant startedAt,
      @Nullable UUID runner,
      @Nullable Stop stop)
      implements InvocationState {}

  /** It is over. */
  record Finished(int dispatch, @Nullable String task, Outcome outcome)
      implements InvocationState {}

  /** The wish to stop it, if there is one that has not come true yet. */
  default Optional<Stop> stopWish() {
    return Optional.ofNullable(
        switch (this) {
          case Dispatching(_, var stop, _) -> stop;
          case Launched(_, _, var stop) -> stop;
          case Running(_, _, _, _, var stop) -> stop;
          case Queued _, Finished _ -> null;
        });
  }

  /** The number of the last dispatch, 0 before the first. */
  default int lastDispatch() {
    return switch (this) {
      case Queued(int dispatches) -> dispatches;
      case Dispatching(int dispatch, _, _) -> dispatch;
      case Launched(int dispatch, _, _) -> dispatch;
      case Running(int dispatch, _, _, _, _) -> dispatch;
      case Finished(int dispatch, _, _) -> dispatch;
    };
  }

  /** The ARN of the last dispatch's task, where it is known. */
  default Optional<String> lastTask() {
    return Optional.ofNullable(
        switch (this) {
          case Queued _, Dispatching _ -> null;
          case Launched(_, String task, _) -> task;
          case Running(_, var task, _, _, _) -> task;
          case Finished(_, var task, _) -> task;
        });
  }

  /** A state and what happens in it: what {@link #after} switches over. */
  record Step(InvocationState state, News news) {}

  /**
   * The state that {@code news} leads to, or nothing if it leads nowhere from here: it is late,
   * repeated, out of order, or about an earlier dispatch.
   */
  default Optional<InvocationState> after(News news) {
    return Optional.ofNullable(
        switch (new Step(this, news)) {
          case Step(Queued(int n), Claimed _) -> new Dispatching(n + 1, null);
          case Step(Queued(int n), Expired _) -> new Finished(n, null, EXPIRED);
          case Step(Queued(int n), StopRequested stop) -> cancelled(n, stop);

          case Step(Dispatching(int n, var stop, _), Accepted(int m, String task, _)) when n == m ->
              new Launched(n, task, stop);
          case Step(Dispatching(int n, var stop, boolean takenOver), Refused refused)
              when n == refused.dispatch() && (refused.tokenSpent() || !takenOver) ->
              refused(n, stop);
          case Step(Dispatching(int n, var stop, boolean takenOver), TakenOver(int m, _, _))
              when n == m && !takenOver ->
              new Dispatching(n, stop, true);

          case Step(Dispatching(int n, var stop, _), Started started)
              when n == started.dispatch() && stop == null ->
              new Running(n, started.task(), started.at(), started.runner(), null);
          case Step(Launched(int n, String task, var stop), Started started)
              when n == started.dispatch() && stop == null ->
              new Running(n, task, started.at(), started.runner(), null);
          case Step(Running(int n, var task, var since, var runner, var stop), Started started)
              when n == started.dispatch() && runner == null && stop == null ->
              new Running(n, task, since, started.runner(), null);
          case Step(Dispatching(int n, _, _), Expired _) -> new Finished(n, null, EXPIRED);
          case Step(Launched(int n, String task, _), Expired _) -> new Finished(n, task, EXPIRED);
          case Step(Running(int n, var task, _, var runner, _), Expired _) when runner == null ->
              new Finished(n, task, EXPIRED);
          case Step(Launched(int n, String task, var stop), SeenRunning(int m, Instant at))
              when n == m ->
              new Running(n, task, at, null, stop);
          case Step(Running(int n, var known, var since, var runner, var stop), Accepted accepted)
              when n == accepted.dispatch() && known == null ->
              new Running(n, accepted.task(), since, runner, stop);
          case Step(Finished(int n, var known, Outcome outcome), Accepted accepted)
              when n == accepted.dispatch() && known == null ->
              new Finished(n, accepted.task(), outcome);

          case Step(Dispatching(int n, var stop, boolean takenOver), StopRequested wish)
              when stop == null ->
              new Dispatching(n, wish.stop(), takenOver);
          case Step(Launched(int n, String task, var stop), StopRequested wish) when stop == null ->
              new Launched(n, task, wish.stop());
          case Step(Running(int n, var task, var since, var runner, var stop), StopRequested wish)
              when stop == null ->
              new Running(n, task, since, runner, wish.stop());

          case Step(Running(int n, var task, _, _, _), Succeeded(int m, _)) when n == m ->
              new Finished(n, task, Outcome.of(OutcomeKind.SUCCEEDED, "the job succeeded"));
          case Step(Running(int n, var task, _, _, var stop), Failed(int m, String reason, _))
              when n == m ->
              new Finished(n, task, failed(stop, reason));
          case Step(Dispatching(int n, var stop, _), TaskEnded ended) when n == ended.dispatch() ->
              new Finished(n, ended.task(), ended(stop, ended));
          case Step(Launched(int n, String task, var stop), TaskEnded ended)
              when n == ended.dispatch() ->
              new Finished(n, task, ended(stop, ended));
          case Step(Running(int n, _, _, _, var stop), TaskEnded ended)
              when n == ended.dispatch() ->
              new Finished(n, ended.task(), ended(stop, ended));

          case Step(Dispatching(int n, _, _), Lost(int m, String reason, _)) when n == m ->
              new Finished(n, null, Outcome.of(OutcomeKind.LOST, reason));
          case Step(Launched(int n, String task, _), Lost(int m, String reason, _)) when n == m ->
              new Finished(n, task, Outcome.of(OutcomeKind.LOST, reason));
          case Step(Running(int n, var task, _, _, _), Lost(int m, String reason, _)) when n == m ->
              new Finished(n, task, Outcome.of(OutcomeKind.LOST, reason));

          case Step _ -> null; // late, repeated, out of order, or of an earlier dispatch
        });
  }

  /** What callers are told of this state. */
  default InvocationStatus status() {
    return switch (this) {
      case Queued _ -> InvocationStatus.QUEUED;
      case Dispatching _ -> InvocationStatus.DISPATCHING;
      case Launched _ -> InvocationStatus.LAUNCHED;
      case Running _ -> InvocationStatus.RUNNING;
      case Finished _ -> InvocationStatus.FINISHED;
    };
  }

  private static Finished cancelled(int dispatches, StopRequested wish) {
    return new Finished(
        dispatches, null, Outcome.of(OutcomeKind.CANCELLED, "cancelled by " + wish.by()));
  }

  private static InvocationState refused(int dispatch, @Nullable Stop stop) {
    return stop == null
        ? new Queued(dispatch)
        : new Finished(
            dispatch, null, Outcome.of(OutcomeKind.CANCELLED, "cancelled by " + stop.by()));
  }

  private static Outcome failed(@Nullable Stop stop, String reason) {
    return stop == null ? Outcome.of(OutcomeKind.FAILED, reason) : stop.outcome(null);
  }

  private static Outcome ended(@Nullable Stop stop, TaskEnded ended) {
    if (stop != null) {
      return stop.outcome(ended.exitCode());
    }
    Integer exitCode = ended.exitCode();
    var kind = exitCode != null && exitCode == 0 ? OutcomeKind.SUCCEEDED : OutcomeKind.FAILED;
    return new Outcome(kind, ended.reason(), exitCode);
  }
}
