package org.iguazu.core.schedule;

import java.time.Instant;
import org.iguazu.api.schedule.LeftOutFire;
import org.jspecify.annotations.Nullable;

/**
 * How far a schedule has fired.
 *
 * @param until fire times up to here are done
 * @param lastFire the last one that was fired, if any was
 * @param lastLeftOut the last one that was left out, if any was
 * @param next when it will fire next; null if never again
 */
public record Handled(
    Instant until,
    @Nullable Instant lastFire,
    @Nullable LeftOutFire lastLeftOut,
    @Nullable Instant next) {}
