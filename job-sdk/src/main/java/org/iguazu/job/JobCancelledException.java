package org.iguazu.job;

/** Ends a job that was cancelled. */
public final class JobCancelledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public JobCancelledException() {
    super("the job ended because it was cancelled");
  }
}
