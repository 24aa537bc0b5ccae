package org.iguazu.api.invocation;

/**
 * What becomes of a request while another invocation of its job with the same unique key is
 * pending.
 */
public enum UniquePolicy {
  /** While one has not finished, the answer is that one; nothing new is made. */
  RETURN_EXISTING,

  /**
   * One that is still queued is cancelled, and this request takes its place; if one runs, this
   * request waits for its end. So one runs at a time, and the newest waits.
   */
  REPLACE,

  /**
   * While one is still queued, the answer is that one; if one runs, this request waits for its end.
   * So one runs at a time, at most one waits, and one always begins after the request.
   */
  QUEUE_ONE
}
