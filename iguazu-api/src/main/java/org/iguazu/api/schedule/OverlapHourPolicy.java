package org.iguazu.api.schedule;

/**
 * What becomes of a fire time in the hour that clocks show twice when daylight saving time ends.
 */
public enum OverlapHourPolicy {
  /** It fires the first time the clocks show it. */
  ONCE,
  /** It fires both times. */
  TWICE
}
