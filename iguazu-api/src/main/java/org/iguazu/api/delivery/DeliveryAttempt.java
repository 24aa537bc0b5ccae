package org.iguazu.api.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to deliver.
 *
 * @param number counts from 1 for each delivery
 * @param at when it began
 * @param took how long it took
 * @param status the HTTP status that was answered, if any was
 * @param error what went wrong, if anything did
 */
public record DeliveryAttempt(
    int number, Instant at, Duration took, @Nullable Integer status, @Nullable String error) {}
