package org.iguazu.api.schedule;

/** Whether a schedule fires. */
public enum ScheduleState {
  /** It fires. */
  ACTIVE,
  /** It does not fire until it is resumed; what it would have fired meanwhile is left out. */
  PAUSED,
  /** It will never fire again: its end has come, or its cron expression has no more instants. */
  ENDED
}
