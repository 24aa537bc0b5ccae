package org.iguazu.core.schedule;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.schedule.LeftOutFire;
import org.iguazu.api.schedule.Schedule;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.api.schedule.ScheduleState;
import org.jspecify.annotations.Nullable;

/** A schedule as it is kept. */
@Entity
@Table(name = "schedule")
class ScheduleEntity {

  @Id
  @Column(name = "name")
  private String name = "";

  @Column(name = "job")
  private String job = "";

  @Column(name = "definition")
  private String definition = "";

  @Column(name = "state")
  private String state = "";

  @Column(name = "created_by")
  private String createdBy = "";

  @Column(name = "created_at")
  private Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  private Instant updatedAt = Instant.EPOCH;

  @Column(name = "handled_until")
  private Instant handledUntil = Instant.EPOCH;

  @Column(name = "last_fire_at")
  private @Nullable Instant lastFireAt;

  @Column(name = "last_left_out_at")
  private @Nullable Instant lastLeftOutAt;

  @Column(name = "last_left_out_reason")
  private @Nullable String lastLeftOutReason;

  @Column(name = "next_fire_at")
  private @Nullable Instant nextFireAt;

  @Version
  @Column(name = "version")
  private @Nullable Long version;

  protected ScheduleEntity() {}

  ScheduleEntity(String name, Instant createdAt) {
    this.name = name;
    this.createdAt = createdAt;
    this.state = ScheduleState.ACTIVE.name();
  }

  /** Takes another definition; what lies before {@code now} is not fired for it. */
  void define(ScheduleDefinition definition, String by, Instant now) {
    this.job = definition.job().value();
    this.definition = IguazuJson.strict().writeValueAsString(definition);
    this.createdBy = by;
    this.updatedAt = now;
    this.handledUntil = now;
  }

  void enter(ScheduleState state, @Nullable Instant nextFireAt) {
    this.state = state.name();
    this.nextFireAt = state == ScheduleState.ACTIVE ? nextFireAt : null;
  }

  void touch(Instant now) {
    this.updatedAt = now;
  }

  /** Everything up to {@code until} has been fired or left out. */
  void handle(Instant until) {
    this.handledUntil = until;
  }

  void handle(Handled handled) {
    handle(handled.until());
    if (handled.lastFire() != null) {
      lastFireAt = handled.lastFire();
    }
    if (handled.lastLeftOut() != null) {
      lastLeftOutAt = handled.lastLeftOut().at();
      lastLeftOutReason = handled.lastLeftOut().reason();
    }
    enter(handled.next() == null ? ScheduleState.ENDED : ScheduleState.ACTIVE, handled.next());
  }

  private @Nullable LeftOutFire lastLeftOut() {
    return lastLeftOutAt == null || lastLeftOutReason == null
        ? null
        : new LeftOutFire(lastLeftOutAt, lastLeftOutReason);
  }

  ScheduleState state() {
    return ScheduleState.valueOf(state);
  }

  StoredSchedule toStored() {
    return new StoredSchedule(
        new Schedule(
            IguazuJson.tolerant().readValue(definition, ScheduleDefinition.class),
            state(),
            createdBy,
            createdAt,
            updatedAt,
            lastFireAt,
            lastLeftOut(),
            nextFireAt),
        handledUntil,
        version == null ? 0 : version);
  }
}
