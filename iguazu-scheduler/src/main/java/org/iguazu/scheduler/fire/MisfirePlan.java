package org.iguazu.scheduler.fire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iguazu.api.schedule.MisfirePolicy;
import org.iguazu.scheduler.cron.FireTimes;
import org.jspecify.annotations.Nullable;

/**
 * Which instants a schedule fires for now.
 *
 * @param fires to be fired, in their order
 * @param leftOut how many of the window were missed and are not
 * @param lastLeftOut the last of those, if there are any
 */
record MisfirePlan(List<Instant> fires, int leftOut, @Nullable Instant lastLeftOut) {

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
    Instant missedBefore = now.minus(threshold);
    int mostMissed =
        switch (policy) {
          case NONE -> 0;
          case LAST -> 1;
          case ALL -> MOST;
        };
    var missed = new ArrayDeque<Instant>();
    var onTime = new ArrayList<Instant>();
    int leftOut = 0;
    Instant lastLeftOut = null;
    Optional<Instant> fire = times.next(from);
    while (fire.isPresent() && !fire.get().isAfter(now)) {
      if (fire.get().isBefore(missedBefore)) {
        missed.add(fire.get());
        if (missed.size() > mostMissed) {
          lastLeftOut = missed.removeFirst();
          leftOut++;
        }
      } else {
        onTime.add(fire.get());
      }
      fire = times.next(fire.get());
    }
    onTime.addAll(0, missed);
    return new MisfirePlan(List.copyOf(onTime), leftOut, lastLeftOut);
  }
}
