package org.iguazu.api.schedule;

import java.time.Instant;
import java.util.List;

/**
 * When a schedule will fire.
 *
 * @param fires the next ones, the earliest first
 */
public record SchedulePreview(List<Fire> fires) {

  public SchedulePreview {
    fires = List.copyOf(fires);
  }

  /**
   * One instant at which a schedule will fire.
   *
   * @param at the instant
   * @param local what the clocks of the schedule's zone show then, with offset and zone
   */
  public record Fire(Instant at, String local) {}
}
