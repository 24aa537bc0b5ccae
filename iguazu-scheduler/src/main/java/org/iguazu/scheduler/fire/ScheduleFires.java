package org.iguazu.scheduler.fire;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.schedule.Schedule;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.api.schedule.ScheduleState;
import org.iguazu.core.invocation.Intake;
import org.iguazu.core.invocation.InvocationIntake;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.invocation.ScheduledFire;
import org.iguazu.core.schedule.Handled;
import org.iguazu.core.schedule.ScheduleCatalog;
import org.iguazu.core.schedule.StoredSchedule;
import org.iguazu.scheduler.cron.FireTimes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires schedules whose instants have come: each becomes an invocation. May be done again, after a
 * crash or by another server, from any point: an instant has one invocation, and is done when the
 * schedule says so.
 */
public final class ScheduleFires {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleFires.class);

  private final ScheduleCatalog schedules;
  private final InvocationIntake intake;
  private final InvocationReader reader;
  private final SchedulerProperties properties;
  private final MeterRegistry meters;
  private final InstantSource clock;

  public ScheduleFires(
      ScheduleCatalog schedules,
      InvocationIntake intake,
      InvocationReader reader,
      SchedulerProperties properties,
      MeterRegistry meters,
      InstantSource clock) {
    this.schedules = schedules;
    this.intake = intake;
    this.reader = reader;
    this.properties = properties;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Fires for all instants of a schedule that have come.
   *
   * @return when to fire it next; empty if it is not to fire any more
   */
  public Optional<Instant> fire(String name) {
    Optional<StoredSchedule> stored =
        schedules.find(name).filter(it -> it.schedule().state() == ScheduleState.ACTIVE);
    return stored.flatMap(this::fire);
  }

  private Optional<Instant> fire(StoredSchedule stored) {
    ScheduleDefinition definition = stored.schedule().definition();
    FireTimes times = FireTimes.of(definition);
    Instant now = clock.instant();
    var plan =
        MisfirePlan.of(
            times,
            stored.handledUntil(),
            now,
            definition.misfire(),
            definition.misfireWindow(),
            properties.misfireThreshold());
    var leftOut = new LeftOut(definition.name(), meters);
    if (plan.lastLeftOut() != null) {
      leftOut.add(
          LeftOut.Why.MISSED,
          plan.leftOut(),
          plan.lastLeftOut(),
          "no server fired it in time, and misfire is " + definition.misfire());
    }
    Instant lastFire = fire(definition, plan.fires(), now, leftOut);
    Optional<Instant> next = times.next(now);
    schedules.handled(stored, new Handled(now, lastFire, leftOut.last(), next.orElse(null)));
    return schedules
        .find(definition.name())
        .map(StoredSchedule::schedule)
        .map(Schedule::nextFireAt);
  }

  private @Nullable Instant fire(
      ScheduleDefinition definition, List<Instant> fires, Instant now, LeftOut leftOut) {
    Instant last = null;
    for (Instant at : fires) {
      if (fire(definition, at, now, leftOut)) {
        last = at;
      }
    }
    return last;
  }

  private boolean fire(ScheduleDefinition definition, Instant at, Instant now, LeftOut leftOut) {
    return switch (OverlapDecision.of(
        definition.overlap(), reader.unfinishedOf(definition.name()))) {
      case OverlapDecision.Run() -> insert(definition, at, null, now, leftOut);
      case OverlapDecision.RunAfter(InvocationId other) ->
          insert(definition, at, other, now, leftOut);
      case OverlapDecision.LeaveOut(String reason) -> {
        leftOut.add(LeftOut.Why.OVERLAP, at, reason);
        yield false;
      }
    };
  }

  /** What was missed is due now: by its fire time it might have expired already. */
  private Instant dueAt(ScheduleDefinition definition, Instant at, Instant now) {
    Instant dueAt = Jitter.dueAt(definition.name(), at, definition.jitter());
    return dueAt.isBefore(now.minus(properties.misfireThreshold())) ? now : dueAt;
  }

  private boolean insert(
      ScheduleDefinition definition,
      Instant at,
      @Nullable InvocationId waitsFor,
      Instant now,
      LeftOut leftOut) {
    var fire =
        new ScheduledFire(
            definition.name(),
            definition.job(),
            definition.parameters(),
            at,
            dueAt(definition, at, now),
            definition.startWithin(),
            definition.priority(),
            definition.labels(),
            definition.webhook(),
            waitsFor);
    return switch (intake.fire(fire, now)) {
      case Intake.Accepted(var invocation, boolean firedBefore) -> {
        if (!firedBefore) {
          LOG.info(
              "schedule {} fires for {}: invocation {}", definition.name(), at, invocation.id());
        }
        yield true;
      }
      case Intake.Rejected(var problem) -> {
        leftOut.add(LeftOut.Why.REJECTED, at, problem.detail());
        yield false;
      }
    };
  }
}
