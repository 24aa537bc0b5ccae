package org.iguazu.scheduler.fire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Spreads fires of many schedules; the same fire time of the same schedule always lands at the same
 * place.
 */
final class Jitter {

  private Jitter() {}

  /** When the run for {@code fireTime} is due: less than {@code jitter} after it. */
  static Instant dueAt(String schedule, Instant fireTime, Duration jitter) {
    if (jitter.isZero()) {
      return fireTime;
    }
    var hash = new CRC32();
    hash.update((schedule + "@" + fireTime).getBytes(StandardCharsets.UTF_8));
    return fireTime.plusMillis(hash.getValue() % Math.max(1, jitter.toMillis()));
  }
}
