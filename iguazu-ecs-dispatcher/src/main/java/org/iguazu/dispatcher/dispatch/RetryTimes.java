package org.iguazu.dispatcher.dispatch;

import java.time.Duration;
import java.time.Instant;
import org.iguazu.core.invocation.Claim;

/** When a refused dispatch's invocation may be claimed again. */
final class RetryTimes {

  /**
   * So often a refused invocation keeps its place; then smaller ones behind it get their chance.
   */
  private static final int KEEPS_PLACE = 3;

  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration LONGEST_IF_WRONG = Duration.ofMinutes(1);

  private RetryTimes() {}

  static Instant of(Refusal.Kind kind, Claim claim, Instant now) {
    int dispatch = claim.dispatch();
    return switch (kind) {
      case UNSENT -> claim.dueAt(); // which keeps its place in the queue
      case FULL ->
          dispatch <= KEEPS_PLACE
              ? claim.dueAt()
              : now.plus(doubling(Duration.ofMillis(500), dispatch - KEEPS_PLACE, LONGEST));
      case UNPLACEABLE -> now.plus(doubling(Duration.ofSeconds(1), dispatch, LONGEST));
      case WRONG -> now.plus(doubling(Duration.ofSeconds(5), dispatch, LONGEST_IF_WRONG));
    };
  }

  /** {@code first}, doubled for each further one, up to {@code longest}. */
  private static Duration doubling(Duration first, int count, Duration longest) {
    Duration delay = first.multipliedBy(1L << Math.min(count - 1, 20));
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
