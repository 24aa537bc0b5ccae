package org.iguazu.api.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When a call is tried again.
 *
 * @param total how long after the first attempt another may still begin
 * @param firstPause about how long the first pause is; each further one is twice as long
 * @param longestPause what no pause exceeds, unless the server asks for more
 */
record RetryPolicy(Duration total, Duration firstPause, Duration longestPause) {

  static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(5));

  /** As this one, but giving up after {@code total}. */
  RetryPolicy within(Duration total) {
    return new RetryPolicy(total, firstPause, longestPause);
  }

  /**
   * How long to pause after the {@code attempt}-th attempt; empty if the time would be over then.
   *
   * @param retryAfter what the server asked for, if it did
   */
  Optional<Duration> pauseAfter(int attempt, Duration elapsed, @Nullable Duration retryAfter) {
    Duration pause = jittered(backoff(attempt));
    if (retryAfter != null && retryAfter.compareTo(pause) > 0) {
      pause = retryAfter;
    }
    return elapsed.plus(pause).compareTo(total) > 0 ? Optional.empty() : Optional.of(pause);
  }

  private Duration backoff(int attempt) {
    Duration doubled = firstPause.multipliedBy(1L << Math.min(attempt - 1, 20));
    return doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
  }

  /** Between half of it and all of it, so that many callers do not come back at the same moment. */
  private static Duration jittered(Duration pause) {
    long half = pause.toNanos() / 2;
    return Duration.ofNanos(half + ThreadLocalRandom.current().nextLong(half + 1));
  }
}
