package org.iguazu.api.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it stands now.
 *
 * @param definition when it fires, and what
 * @param state whether it fires
 * @param createdBy the name of the API key that wrote it last
 * @param createdAt when it was first written
 * @param updatedAt when it was last written, paused or resumed
 * @param lastFireAt the last instant it fired for
 * @param lastLeftOut the last instant it should have fired for and did not, because it was missed,
 *     an earlier run had not ended, or its job could not be invoked
 * @param nextFireAt the next instant it will fire for
 */
public record Schedule(
    ScheduleDefinition definition,
    ScheduleState state,
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastFireAt,
    @Nullable LeftOutFire lastLeftOut,
    @Nullable Instant nextFireAt) {}
