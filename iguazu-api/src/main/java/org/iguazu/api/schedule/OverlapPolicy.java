package org.iguazu.api.schedule;

/** What becomes of a fire while the schedule's last invocation has not ended. */
public enum OverlapPolicy {
  /** It runs beside it. */
  ALLOW,
  /** It is left out. */
  SKIP,
  /** It waits for it to end; while one waits, further ones are left out. */
  QUEUE_ONE
}
