package org.iguazu.core.invocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * In which order invocations are claimed: by how long they have been claimable, a step of priority
 * counting as much as {@link #STEP} of waiting. So who has waited for {@code n} steps is ahead of
 * those of a priority up to {@code n} higher that come now, and nobody waits for ever.
 */
final class ClaimOrder {

  /** How much waiting makes up for one step of priority. */
  static final Duration STEP = Duration.ofMinutes(1);

  static final Comparator<InvocationRow> OF_ROWS =
      Comparator.comparing(row -> of(row.priority(), row.claimableAt()));

  private ClaimOrder() {}

  /** Earlier ones are claimed first; it does not change while an invocation waits. */
  static Instant of(int priority, Instant claimableAt) {
    return claimableAt.minus(STEP.multipliedBy(priority));
  }
}
