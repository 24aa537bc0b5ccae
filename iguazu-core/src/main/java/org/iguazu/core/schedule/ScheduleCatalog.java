package org.iguazu.core.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.api.schedule.ScheduleState;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps schedules. It knows no calendar: when a schedule fires next is said by its callers. */
public final class ScheduleCatalog {

  private final ScheduleRepository schedules;
  private final TransactionTemplate transaction;

  ScheduleCatalog(ScheduleRepository schedules, TransactionTemplate transaction) {
    this.schedules = schedules;
    this.transaction = transaction;
  }

  /** What a put has led to; {@code created} is false if it replaced an earlier definition. */
  public record Put(StoredSchedule stored, boolean created) {}

  /**
   * Writes a schedule down, in place of an earlier one of its name. A new one is active; one that
   * was paused stays paused.
   *
   * @param next when it will fire for the first time from {@code now} on
   */
  public Put put(ScheduleDefinition definition, String by, Instant now, Instant next) {
    return inTransaction(() -> {
      schedules.lock(definition.name());
      Optional<ScheduleEntity> known = schedules.findById(definition.name());
      ScheduleEntity entity = known.orElseGet(() -> new ScheduleEntity(definition.name(), now));
      entity.define(definition, by, now);
      boolean paused = entity.state() == ScheduleState.PAUSED;
      entity.enter(paused ? ScheduleState.PAUSED : ScheduleState.ACTIVE, next);
      return new Put(schedules.saveAndFlush(entity).toStored(), known.isEmpty());
    });
  }

  public Optional<StoredSchedule> find(String name) {
    return inTransaction(() -> schedules.findById(name).map(ScheduleEntity::toStored));
  }

  /**
   * Schedules in the order of their names.
   *
   * @param after go on after this one; null to begin
   */
  public List<StoredSchedule> list(@Nullable String after, int limit) {
    return inTransaction(() ->
        schedules
            .findByNameGreaterThanOrderByName(after == null ? "" : after, Limit.of(limit))
            .stream()
            .map(ScheduleEntity::toStored)
            .toList());
  }

  /** All schedules that fire. */
  public List<StoredSchedule> active() {
    return inTransaction(() -> schedules.active().stream().map(ScheduleEntity::toStored).toList());
  }

  /**
   * Deletes a schedule; the invocations that it made stay.
   *
   * @return whether there was one
   */
  public boolean delete(String name) {
    return inTransaction(() -> {
      schedules.lock(name);
      Optional<ScheduleEntity> known = schedules.findById(name);
      known.ifPresent(schedules::delete);
      return known.isPresent();
    });
  }

  /** Pauses a schedule that fires; any other stays as it is. */
  public Optional<StoredSchedule> pause(String name, Instant now) {
    return change(
        name,
        entity -> {
          if (entity.state() == ScheduleState.ACTIVE) {
            entity.enter(ScheduleState.PAUSED, null);
            entity.touch(now);
          }
        });
  }

  /**
   * Lets a paused schedule fire again; what it would have fired meanwhile is left out.
   *
   * @param next when it will fire next; null if never again
   */
  public Optional<StoredSchedule> resume(String name, Instant now, @Nullable Instant next) {
    return change(
        name,
        entity -> {
          if (entity.state() == ScheduleState.PAUSED) {
            entity.handle(now);
            entity.touch(now);
            entity.enter(next == null ? ScheduleState.ENDED : ScheduleState.ACTIVE, next);
          }
        });
  }

  /**
   * Keeps how far a schedule has fired, unless it was written, paused or deleted meanwhile.
   *
   * @param stored the schedule as it was when it fired
   */
  public void handled(StoredSchedule stored, Handled handled) {
    String name = stored.schedule().definition().name();
    change(
        name,
        entity -> {
          if (entity.toStored().version() == stored.version()) {
            entity.handle(handled);
          }
        });
  }

  /** What is done to a schedule under its lock. */
  private interface Change {
    void to(ScheduleEntity entity);
  }

  private Optional<StoredSchedule> change(String name, Change change) {
    return inTransaction(() -> {
      schedules.lock(name);
      Optional<ScheduleEntity> known = schedules.findById(name);
      known.ifPresent(change::to);
      return known.map(schedules::saveAndFlush).map(ScheduleEntity::toStored);
    });
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(_ -> work.get()));
  }
}
