package org.iguazu.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/** Durations that were measured, in ascending order. */
final class Samples {

  private final long[] nanos;

  private Samples(long[] nanos) {
    this.nanos = nanos;
  }

  static Samples of(Collection<Duration> durations) {
    return new Samples(durations.stream().mapToLong(Duration::toNanos).sorted().toArray());
  }

  /** The value that {@code percent} of all are at most, in milliseconds. */
  double millisAt(double percent) {
    int index = (int) Math.ceil(nanos.length * percent / 100) - 1;
    return nanos[Math.clamp(index, 0, nanos.length - 1)] / 1e6;
  }

  double earliestMillis() {
    return Arrays.stream(nanos).min().orElse(0) / 1e6;
  }

  int count() {
    return nanos.length;
  }
}
