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
 * @param nextFireAt the next instant it will fire for
 */
public record Schedule(
    ScheduleDefinition definition,
    ScheduleState state,
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastFireAt,
    @Nullable Instant nextFireAt) {}
