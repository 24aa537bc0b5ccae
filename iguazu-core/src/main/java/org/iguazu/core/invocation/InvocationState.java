package org.iguazu.core.invocation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.core.invocation.News.Accepted;
import org.iguazu.core.invocation.News.Claimed;
import org.iguazu.core.invocation.News.End;
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

  /**
   * Waits to be due and to be taken.
   *
   * @param dispatches how many there were so far: refused ones, and {@code earlier} ones
   */
  record Queued(int dispatches, @Nullable Earlier earlier) implements InvocationState {

    public Queued(int dispatches) {
      this(dispatches, null);
    }
  }

  /**
   * Taken by a dispatcher: from here on ECS may have heard of it.
   *
   * @param takenOver whether another server may be asking ECS by now, too
   */
  record Dispatching(
      int dispatch, @Nullable Stop stop, boolean takenOver, @Nullable Earlier earlier)
      implements InvocationState {

    public Dispatching(int dispatch, @Nullable Stop stop) {
      this(dispatch, stop, false, null);
    }

    public Dispatching(int dispatch, @Nullable Stop stop, boolean takenOver) {
      this(dispatch, stop, takenOver, null);
    }

    Dispatching(int dispatch, @Nullable Stop stop, @Nullable Earlier earlier) {
      this(dispatch, stop, false, earlier);
    }
  }

  /** ECS has a task for it. */
  record Launched(int dispatch, String task, @Nullable Stop stop, @Nullable Earlier earlier)
      implements InvocationState {

    public Launched(int dispatch, String task, @Nullable Stop stop) {
      this(dispatch, task, stop, null);
    }
  }

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
      @Nullable Stop stop,
      @Nullable Earlier earlier)
      implements InvocationState {

    public Running(
        int dispatch,
        @Nullable String task,
        Instant startedAt,
        @Nullable UUID runner,
        @Nullable Stop stop) {
      this(dispatch, task, startedAt, runner, stop, null);
    }
  }

  /** It is over. */
  record Finished(int dispatch, @Nullable String task, Outcome outcome)
      implements InvocationState {}

  /** The wish to stop it, if there is one that has not come true yet. */
  default Optional<Stop> stopWish() {
    return Optional.ofNullable(
        switch (this) {
          case Dispatching(_, var stop, _, _) -> stop;
          case Launched(_, _, var stop, _) -> stop;
          case Running(_, _, _, _, var stop, _) -> stop;
          case Queued _, Finished _ -> null;
        });
  }

  /** The dispatches before the last one that may have run, if there are any. */
  default @Nullable Earlier before() {
    return switch (this) {
      case Queued(_, var earlier) -> earlier;
      case Dispatching(_, _, _, var earlier) -> earlier;
      case Launched(_, _, _, var earlier) -> earlier;
      case Running(_, _, _, _, _, var earlier) -> earlier;
      case Finished _ -> null;
    };
  }

  /** The number of the last dispatch, 0 before the first. */
  default int lastDispatch() {
    return switch (this) {
      case Queued(int dispatches, _) -> dispatches;
      case Dispatching(int dispatch, _, _, _) -> dispatch;
      case Launched(int dispatch, _, _, _) -> dispatch;
      case Running(int dispatch, _, _, _, _, _) -> dispatch;
      case Finished(int dispatch, _, _) -> dispatch;
    };
  }

  /** The ARN of the last dispatch's task, where it is known. */
  default Optional<String> lastTask() {
    return Optional.ofNullable(
        switch (this) {
          case Queued _, Dispatching _ -> null;
          case Launched(_, String task, _, _) -> task;
          case Running(_, var task, _, _, _, _) -> task;
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
          case Step(Queued(int n, var earlier), Claimed _) -> new Dispatching(n + 1, null, earlier);
          case Step(Queued(int n, var earlier), Expired expired) when expired.dispatch() == null ->
              new Finished(n, null, Earlier.expired(earlier));
          case Step(Queued(int n, var earlier), StopRequested wish) when wish.dispatch() == null ->
              new Finished(n, null, Earlier.cancelled(earlier, wish.by()));

          case Step(Dispatching(int n, var stop, _, var earlier), Accepted accepted)
              when n == accepted.dispatch() ->
              new Launched(n, accepted.task(), stop, earlier);
          case Step(Dispatching(int n, var stop, boolean takenOver, var earlier), Refused refused)
              when n == refused.dispatch() && (refused.tokenSpent() || !takenOver) ->
              stop == null
                  ? new Queued(n, earlier)
                  : new Finished(n, null, Earlier.cancelled(earlier, stop.by()));

          case Step(
                  Dispatching(int n, var stop, boolean takenOver, var earlier),
                  TakenOver(int m, _, _))
              when n == m && !takenOver ->
              new Dispatching(n, stop, true, earlier);

          case Step(Dispatching(int n, var stop, _, var earlier), Started started)
              when n == started.dispatch() && stop == null ->
              new Running(n, started.task(), started.at(), started.runner(), null, earlier);
          case Step(Launched(int n, String task, var stop, var earlier), Started started)
              when n == started.dispatch() && stop == null ->
              new Running(n, task, started.at(), started.runner(), null, earlier);
          case Step(
                  Running(int n, var task, var since, var runner, var stop, var earlier),
                  Started started)
              when n == started.dispatch() && runner == null && stop == null ->
              new Running(n, task, since, started.runner(), null, earlier);
          case Step(Dispatching(int n, _, _, var earlier), Expired expired)
              when expired.concerns(n) ->
              new Finished(n, null, Earlier.expired(earlier));
          case Step(Launched(int n, String task, _, var earlier), Expired expired)
              when expired.concerns(n) ->
              new Finished(n, task, Earlier.expired(earlier));
          case Step(Running(int n, var task, _, var runner, _, var earlier), Expired expired)
              when expired.concerns(n) && runner == null ->
              new Finished(n, task, Earlier.expired(earlier));
          case Step(
                  Launched(int n, String task, var stop, var earlier),
                  SeenRunning(int m, Instant at))
              when n == m ->
              new Running(n, task, at, null, stop, earlier);
          case Step(
                  Running(int n, var known, var since, var runner, var stop, var earlier),
                  Accepted accepted)
              when n == accepted.dispatch() && known == null ->
              new Running(n, accepted.task(), since, runner, stop, earlier);
          case Step(Finished(int n, var known, Outcome outcome), Accepted accepted)
              when n == accepted.dispatch() && known == null ->
              new Finished(n, accepted.task(), outcome);

          case Step(
                  Dispatching(int n, var stop, boolean takenOver, var earlier),
                  StopRequested wish)
              when stop == null && wish.concerns(n) ->
              new Dispatching(n, wish.stop(), takenOver, earlier);
          case Step(Launched(int n, String task, var stop, var earlier), StopRequested wish)
              when stop == null && wish.concerns(n) ->
              new Launched(n, task, wish.stop(), earlier);
          case Step(
                  Running(int n, var task, var since, var runner, var stop, var earlier),
                  StopRequested wish)
              when stop == null && wish.concerns(n) ->
              new Running(n, task, since, runner, wish.stop(), earlier);

          case Step(Running(int n, var task, _, _, _, _), Succeeded(int m, _)) when n == m ->
              new Finished(n, task, Outcome.of(OutcomeKind.SUCCEEDED, "the job succeeded"));
          case Step(Running running, Failed failed) when running.dispatch() == failed.dispatch() ->
              over(failed, failed(running.stop(), failed.reason()));
          case Step(Dispatching(int n, var stop, _, _), TaskEnded ended)
              when n == ended.dispatch() ->
              over(ended, ended(stop, ended));
          case Step(Launched(int n, _, var stop, _), TaskEnded ended) when n == ended.dispatch() ->
              over(ended, ended(stop, ended));
          case Step(Running(int n, _, _, _, var stop, _), TaskEnded ended)
              when n == ended.dispatch() ->
              over(ended, ended(stop, ended));
          case Step(Dispatching(int n, _, _, _), Lost lost) when n == lost.dispatch() ->
              over(lost, Outcome.of(OutcomeKind.LOST, lost.reason()));
          case Step(Launched(int n, _, _, _), Lost lost) when n == lost.dispatch() ->
              over(lost, Outcome.of(OutcomeKind.LOST, lost.reason()));
          case Step(Running(int n, _, _, _, _, _), Lost lost) when n == lost.dispatch() ->
              over(lost, Outcome.of(OutcomeKind.LOST, lost.reason()));

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

  /**
   * Back to the queue if another dispatch follows. That is for the ledger to say; what succeeded or
   * was cancelled is over, whatever it says.
   */
  private InvocationState over(End end, Outcome outcome) {
    boolean cancelled = stopWish().filter(stop -> stop.cause() == StopCause.CANCEL).isPresent();
    boolean again = end.next() != null && !cancelled && outcome.kind() != OutcomeKind.SUCCEEDED;
    if (again) {
      return new Queued(end.dispatch(), Earlier.and(before(), outcome));
    }
    String task =
        end instanceof TaskEnded ended && !(this instanceof Launched)
            ? ended.task()
            : lastTask().orElse(null);
    return new Finished(end.dispatch(), task, outcome);
  }

  private static Outcome failed(@Nullable Stop stop, String reason) {
    return stop == null ? Outcome.of(OutcomeKind.FAILED, reason) : stop.outcome(null);
  }

  private static Outcome ended(@Nullable Stop stop, TaskEnded ended) {
    if (stop != null) {
      return stop.outcome(ended.exitCode());
    }
    var kind = ended.failure().isEmpty() ? OutcomeKind.SUCCEEDED : OutcomeKind.FAILED;
    return new Outcome(kind, ended.reason(), ended.exitCode());
  }
}
