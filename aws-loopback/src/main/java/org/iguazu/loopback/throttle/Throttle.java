package org.iguazu.loopback.throttle;

import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

/** Lets a call through or not. */
public final class Throttle {

  private final InstantSource clock;
  private volatile Map<ThrottleGroup, TokenBucket> buckets = Map.of();

  public Throttle(Throttling throttling, InstantSource clock) {
    this.clock = clock;
    change(throttling);
  }

  /** Other rates from now on; all buckets are full again. */
  public void change(Throttling throttling) {
    buckets =
        throttling.rates().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    entry -> new TokenBucket(entry.getValue(), clock.instant())));
  }

  public boolean admits(String action) {
    return ThrottleGroup.of(action)
        .map(buckets::get)
        .map(bucket -> bucket.take(clock.instant()))
        .orElse(true);
  }
}
