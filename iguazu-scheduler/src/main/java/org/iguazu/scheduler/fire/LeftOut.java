package org.iguazu.scheduler.fire;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;
import org.iguazu.api.schedule.LeftOutFire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The fires that one waking of a schedule leaves out: logged, counted, the last one kept. */
final class LeftOut {

  /** Why a fire is left out, as the counter tells it. */
  enum Why {
    MISSED,
    OVERLAP,
    REJECTED
  }

  private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);

  private final String schedule;
  private final MeterRegistry meters;
  private @Nullable LeftOutFire last;

  LeftOut(String schedule, MeterRegistry meters) {
    this.schedule = schedule;
    this.meters = meters;
  }

  void add(Why why, Instant at, String reason) {
    add(why, 1, at, reason);
  }

  /** Adds several for the same reason, the last of which is {@code at}. */
  void add(Why why, int count, Instant at, String reason) {
    LOG.atLevel(why == Why.OVERLAP ? Level.INFO : Level.WARN)
        .addKeyValue("schedule", schedule)
        .addKeyValue("fires", count)
        .addKeyValue("last", at)
        .log("a schedule leaves out fires: {}", reason);
    meters
        .counter("iguazu.schedule.left.out", "reason", why.name().toLowerCase(Locale.ROOT))
        .increment(count);
    last = new LeftOutFire(at, reason);
  }

  @Nullable LeftOutFire last() {
    return last;
  }
}
