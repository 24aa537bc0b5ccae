package org.iguazu.api.schedule;

import java.time.Instant;

/**
 * An instant that a schedule did not fire for although it came.
 *
 * @param at the instant
 * @param reason in one sentence
 */
public record LeftOutFire(Instant at, String reason) {}
