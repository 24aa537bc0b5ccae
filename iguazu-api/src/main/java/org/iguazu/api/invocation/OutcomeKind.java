package org.iguazu.api.invocation;

/** How an invocation ended: the two halves of {@link #mayHaveRun()} cannot be confused. */
public enum OutcomeKind {
  /** Not started by its {@code startBy}; never started. */
  EXPIRED(false),
  /** Cancelled before anything was started. */
  CANCELLED(false),
  /** The job said so, or its container exited with 0. */
  SUCCEEDED(true),
  /** The job said so, its container exited with another code, or could not be run. */
  FAILED(true),
  /** Took longer than the job's timeout and was stopped. */
  TIMED_OUT(true),
  /** Stopped on request while it ran or was being launched. */
  STOPPED(true),
  /** Nobody can tell what became of it. */
  LOST(true);

  private final boolean mayHaveRun;

  OutcomeKind(boolean mayHaveRun) {
    this.mayHaveRun = mayHaveRun;
  }

  /** Whether the job's body may have been entered; false is a proof that it was not. */
  public boolean mayHaveRun() {
    return mayHaveRun;
  }
}
