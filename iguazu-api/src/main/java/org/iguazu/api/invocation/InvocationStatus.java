package org.iguazu.api.invocation;

/** Where an invocation stands. */
public enum InvocationStatus {
  /** Waits until it is due and there is room. */
  QUEUED,
  /** A dispatcher has taken it; ECS may have been asked already. */
  DISPATCHING,
  /** ECS has accepted its task, which has not started our job yet. */
  LAUNCHED,
  /** The job has started. */
  RUNNING,
  /** It is over; its outcome says how. */
  FINISHED
}
