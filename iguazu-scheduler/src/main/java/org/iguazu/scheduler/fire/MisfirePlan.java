package org.iguazu.scheduler.fire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.iguazu.api.schedule.MisfirePolicy;
import org.iguazu.scheduler.cron.FireTimes;

/**
 * Which instants a schedule fires for now.
 *
 * @param fires to be fired, in their order
 * @param leftOut how many were missed and are not
 */
record MisfirePlan(List<Instant> fires, int leftOut) {

  /** However long nobody fired: no more than so many at once. */
  private static final int MOST = 1_000;

  /**
   * Plans.
   *
   * @param handledUntil instants up to here are done
   * @param window how far back missed instants are caught up
   * @param threshold instants that are later than this count as missed
   */
  static MisfirePlan of(
      FireTimes times,
      Instant handledUntil,
      Instant now,
      MisfirePolicy policy,
      Duration window,
      Duration threshold) {
    Instant oldest = now.minus(window.compareTo(threshold) < 0 ? threshold : window);
    Instant from = handledUntil.isBefore(oldest) ? oldest.minusNanos(1) : handledUntil;
    List<Instant> due = times.between(from, now);
    Instant missedBefore = now.minus(threshold);
    List<Instant> missed = due.stream().filter(it -> it.isBefore(missedBefore)).toList();
    var fires =
        new ArrayList<Instant>(
            switch (policy) {
              case NONE -> List.of();
              case LAST -> missed.subList(Math.max(0, missed.size() - 1), missed.size());
              case ALL -> missed.subList(Math.max(0, missed.size() - MOST), missed.size());
            });
    fires.addAll(due.subList(missed.size(), due.size()));
    return new MisfirePlan(List.copyOf(fires), due.size() - fires.size());
  }
}
