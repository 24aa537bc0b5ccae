package org.iguazu.dispatcher.follow;

import java.time.Duration;
import java.time.Instant;
import org.iguazu.core.invocation.ActiveDispatch;
import org.iguazu.core.invocation.InvocationState.Dispatching;

/** What to do about a dispatch whose task is not known. */
enum Reconciliation {
  /** Its dispatcher may still be about it. */
  WAIT,
  /** Ask ECS once more, with the same token: if there is a task, ECS names it. */
  REPEAT,
  /** Only look whether there is a task: none may be started any more. */
  FIND,
  /** Look once more; if there is none, nobody will ever know. */
  GIVE_UP;

  static Reconciliation of(
      ActiveDispatch active, Duration reconcileAfter, Duration launchProof, Instant now) {
    Instant claimed = active.claimedAt();
    if (now.isBefore(claimed.plus(reconcileAfter))) {
      return WAIT;
    }
    if (!now.isBefore(proofEnds(active, launchProof))) {
      return GIVE_UP;
    }
    boolean mayStart =
        active.state() instanceof Dispatching(_, var stop, _, _)
            && stop == null
            && now.isBefore(active.startBy());
    return mayStart ? REPEAT : FIND;
  }

  /**
   * One whose runner has reported itself is given its whole time: it can still say how it ended.
   */
  private static Instant proofEnds(ActiveDispatch active, Duration launchProof) {
    Instant from = active.deadline() == null ? active.claimedAt() : active.deadline();
    return from.plus(launchProof);
  }
}
