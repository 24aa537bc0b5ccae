package org.iguazu.job;

import java.time.Instant;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.JobName;
import org.slf4j.Logger;

/** What a running job knows of its invocation, and what it may tell about itself. */
public interface JobContext {

  InvocationId invocation();

  /** The name it was registered and invoked by. */
  JobName job();

  /** The number of this try to run the invocation, from 1. */
  int dispatch();

  /** When it will be stopped as timed out. */
  Instant deadline();

  /** Writes to the invocation's log. */
  Logger logger();

  /**
   * Says how far the job is. Call it as often as you like: at most two a second are sent, always
   * the newest, and none that fails to be sent fails the job.
   *
   * @param fraction 0 to 1
   * @param message what it is doing, cut at 1,000 characters
   */
  void progress(double fraction, String message);

  /**
   * Whether somebody asked it to end: by cancelling the invocation, or by stopping the container.
   */
  boolean isCancelled();

  /**
   * Has {@code callback} called when the job is cancelled, on another thread, before the job's own
   * thread is interrupted; at once if it is cancelled already.
   */
  void onCancel(Runnable callback);

  /**
   * Ends the job here if it is cancelled.
   *
   * @throws JobCancelledException if it is
   */
  default void endIfCancelled() {
    if (isCancelled()) {
      throw new JobCancelledException();
    }
  }
}
