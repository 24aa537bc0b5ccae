package org.iguazu.scheduler.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iguazu.api.schedule.GapPolicy;
import org.iguazu.api.schedule.OverlapHourPolicy;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The instants at which a schedule fires. The cron expression is asked for times that a clock
 * shows; which instants those are is decided here. Between two changes of the zone's clocks both
 * run alike, so the search goes from one change to the next.
 */
public final class FireTimes {

  private final CronExpression cron;
  private final ZoneRules rules;
  private final GapPolicy gap;
  private final OverlapHourPolicy overlapHour;
  private final @Nullable Instant start;
  private final @Nullable Instant end;

  private FireTimes(CronExpression cron, ScheduleDefinition definition) {
    this.cron = cron;
    this.rules = definition.zone().getRules();
    this.gap = definition.gap();
    this.overlapHour = definition.overlapHour();
    this.start = definition.start();
    this.end = definition.end();
  }

  /**
   * The fire times of a schedule.
   *
   * @throws org.iguazu.api.problem.InvalidValueException at {@code /cron} if the expression is none
   */
  public static FireTimes of(ScheduleDefinition definition) {
    return new FireTimes(Crons.parse(definition.cron()), definition);
  }

  /**
   * The fire times of a schedule that is about to be written down.
   *
   * @throws org.iguazu.api.problem.InvalidValueException at {@code /cron} if the expression is
   *     none, or says what nobody can mean
   */
  public static FireTimes ofNew(ScheduleDefinition definition) {
    return new FireTimes(Crons.parseNew(definition.cron()), definition);
  }

  /** The first fire time after {@code instant}; empty if there is none any more. */
  public Optional<Instant> next(Instant instant) {
    Instant after = start != null && instant.isBefore(start) ? start.minusNanos(1) : instant;
    Optional<Instant> fire = search(after);
    if (fire.isPresent() && !fire.get().isAfter(after)) {
      throw new IllegalStateException(
          "the cron expression leads from %s to %s".formatted(after, fire.get()));
    }
    return fire.filter(it -> end == null || it.isBefore(end));
  }

  /** The first {@code count} fire times after {@code instant}, or as many as there are. */
  public List<Instant> next(Instant instant, int count) {
    var fires = new ArrayList<Instant>();
    Optional<Instant> fire = next(instant);
    while (fire.isPresent() && fires.size() < count) {
      fires.add(fire.get());
      fire = next(fire.get());
    }
    return fires;
  }

  /** All fire times after {@code after}, up to and including {@code upTo}. */
  public List<Instant> between(Instant after, Instant upTo) {
    var fires = new ArrayList<Instant>();
    Optional<Instant> fire = next(after);
    while (fire.isPresent() && !fire.get().isAfter(upTo)) {
      fires.add(fire.get());
      fire = next(fire.get());
    }
    return fires;
  }

  private Optional<Instant> search(Instant after) {
    ZoneOffset offset = rules.getOffset(after);
    LocalDateTime shown = LocalDateTime.ofInstant(after, offset);
    ZoneOffsetTransition last = rules.previousTransition(after.plusNanos(1));
    if (last != null) {
      shown = pastRepeated(last, shown);
    }
    while (true) {
      LocalDateTime match = cron.next(shown);
      if (match == null) {
        return Optional.empty();
      }
      ZoneOffsetTransition change = rules.nextTransition(shown.toInstant(offset));
      if (change == null || match.toInstant(offset).isBefore(change.getInstant())) {
        return Optional.of(match.toInstant(offset));
      }
      if (firesAt(change)) {
        return Optional.of(change.getInstant());
      }
      offset = change.getOffsetAfter();
      shown = pastRepeated(change, change.getDateTimeAfter());
    }
  }

  /** Whether the schedule fires at the very instant at which the clocks change. */
  private boolean firesAt(ZoneOffsetTransition change) {
    if (change.isOverlap()) {
      return overlapHour == OverlapHourPolicy.TWICE && matches(change.getDateTimeAfter());
    }
    LocalDateTime from =
        switch (gap) {
          case NEXT_VALID -> change.getDateTimeBefore();
          case SKIP -> change.getDateTimeAfter();
        };
    LocalDateTime match = cron.next(from.minusNanos(1));
    return match != null && !match.isAfter(change.getDateTimeAfter());
  }

  private boolean matches(LocalDateTime shown) {
    return shown.equals(cron.next(shown.minusNanos(1)));
  }

  /** If times that clocks show twice count once, the search goes on where they show new ones. */
  private LocalDateTime pastRepeated(ZoneOffsetTransition change, LocalDateTime shown) {
    LocalDateTime firstNew = change.getDateTimeBefore();
    return overlapHour == OverlapHourPolicy.ONCE && change.isOverlap() && shown.isBefore(firstNew)
        ? firstNew.minusNanos(1)
        : shown;
  }
}
