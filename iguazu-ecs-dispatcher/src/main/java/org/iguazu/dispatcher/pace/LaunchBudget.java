package org.iguazu.dispatcher.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * Our share of the bucket from which ECS pays for RunTask and StopTask. Until ECS throttles there
 * is no limit; from then on calls are spaced at the sustained rate, until it has been calm for a
 * while. A burst is thus found out, not assumed: other callers of the account draw from the same
 * bucket.
 */
public final class LaunchBudget {

  private final Duration spacing;
  private final Duration calm;
  private Instant pacedUntil = Instant.MIN;
  private Instant nextSlot = Instant.MIN;

  /**
   * A budget.
   *
   * @param perSecond how many calls a second ECS sustains
   * @param calm how long no call may be throttled before they go at full speed again
   */
  public LaunchBudget(double perSecond, Duration calm) {
    this.spacing = Duration.ofNanos(Math.round(1e9 / perSecond));
    this.calm = calm;
  }

  /** Sets a slot aside for one call: when it may be sent, which is now unless calls are spaced. */
  public synchronized Instant reserve(Instant now) {
    if (!isPaced(now)) {
      return now;
    }
    Instant slot = nextSlot.isAfter(now) ? nextSlot : now;
    nextSlot = slot.plus(spacing);
    return slot;
  }

  /** ECS has throttled a call. */
  public synchronized void throttled(Instant now) {
    if (!isPaced(now)) {
      nextSlot = now.plus(spacing);
    }
    pacedUntil = now.plus(calm);
  }

  /** Whether calls are spaced now. */
  public synchronized boolean isPaced(Instant now) {
    return now.isBefore(pacedUntil);
  }
}
