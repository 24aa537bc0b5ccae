package org.iguazu.loopback.throttle;

import java.time.Duration;
import java.time.Instant;

/** Holds up to {@code burst} tokens and gains {@code perSecond} of them each second. */
final class TokenBucket {

  private final Rate rate;
  private double tokens;
  private Instant filledAt;

  TokenBucket(Rate rate, Instant now) {
    this.rate = rate;
    this.tokens = rate.burst();
    this.filledAt = now;
  }

  synchronized boolean take(Instant now) {
    refill(now);
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  private void refill(Instant now) {
    if (now.isAfter(filledAt)) {
      double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
      tokens = Math.min(rate.burst(), tokens + seconds * rate.perSecond());
      filledAt = now;
    }
  }
}
