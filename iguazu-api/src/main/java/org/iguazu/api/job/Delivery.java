package org.iguazu.api.job;

/** What Iguazú promises about the number of times an invocation's job body is entered. */
public enum Delivery {
  /** Never twice: once a dispatch may have run, there is never another. */
  AT_MOST_ONCE,
  /**
   * Until it succeeds, as far as the job's {@link Retry} goes: only for jobs that may safely run
   * twice, and at the same time.
   */
  AT_LEAST_ONCE
}
