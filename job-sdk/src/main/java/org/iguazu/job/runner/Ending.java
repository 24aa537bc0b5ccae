package org.iguazu.job.runner;

import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.dispatch.Success;

/** How the job's body ended. */
sealed interface Ending {

  /** It returned. */
  record Returned(Success success) implements Ending {}

  /** It threw, or could not be entered, or returned what is no result. */
  record Failed(Failure failure) implements Ending {}

  /** It was told to end, and did so otherwise than by returning. */
  record Cancelled(Failure failure) implements Ending {}
}
