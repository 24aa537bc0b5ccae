package org.iguazu.api.schedule;

/** What becomes of a fire time in the hour that clocks skip when daylight saving time begins. */
public enum GapPolicy {
  /** It fires at the first instant after the gap. */
  NEXT_VALID,
  /** It does not fire that day. */
  SKIP
}
