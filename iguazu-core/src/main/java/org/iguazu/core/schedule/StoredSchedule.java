package org.iguazu.core.schedule;

import java.time.Instant;
import org.iguazu.api.schedule.Schedule;

/**
 * A schedule and how far it has come.
 *
 * @param handledUntil fire times up to here have been fired or left out
 * @param version changes whenever the schedule does
 */
public record StoredSchedule(Schedule schedule, Instant handledUntil, long version) {}
