package org.iguazu.core.invocation;

import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.problem.Problem;

/** What became of a request. */
public sealed interface Intake {

  /**
   * It is in the ledger, committed.
   *
   * @param replayed whether the same request had been accepted before
   */
  record Accepted(Invocation invocation, boolean replayed) implements Intake {}

  /** It is not, and nothing was written for it. */
  record Rejected(Problem problem) implements Intake {}
}
