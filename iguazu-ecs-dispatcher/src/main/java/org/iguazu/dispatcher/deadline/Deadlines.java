package org.iguazu.dispatcher.deadline;

import java.time.Instant;
import java.util.Optional;
import org.iguazu.core.invocation.ActiveDispatch;
import org.iguazu.core.invocation.InvocationState.Launched;
import org.iguazu.core.invocation.Stop;
import org.iguazu.core.invocation.StopCause;

/** Decides which dispatches may not go on. */
public final class Deadlines {

  private Deadlines() {}

  /**
   * That a task must be stopped.
   *
   * @param timedOut whether the ledger must first hear that its time is over
   * @param reason what ECS keeps as the reason
   */
  public record StopOrder(boolean timedOut, String reason) {}

  /**
   * Whether this dispatch must be stopped at {@code now}.
   *
   * @param seenRunning whether ECS says that its container has started
   */
  public static Optional<StopOrder> decide(
      ActiveDispatch active, boolean seenRunning, Instant now) {
    Optional<Stop> wish = active.state().stopWish();
    if (wish.isPresent()) {
      return Optional.of(new StopOrder(false, reasonOf(wish.get())));
    }
    Instant deadline = active.deadline();
    if (deadline != null && !now.isBefore(deadline)) {
      return Optional.of(new StopOrder(true, "stopped after the job's timeout"));
    }
    if (active.state() instanceof Launched && !seenRunning && now.isAfter(active.startBy())) {
      return Optional.of(new StopOrder(false, "not started in time"));
    }
    return Optional.empty();
  }

  /** What ECS is told about a wish. */
  public static String reasonOf(Stop wish) {
    return wish.cause() == StopCause.TIMEOUT
        ? "stopped after the job's timeout"
        : "cancelled by " + wish.by();
  }
}
