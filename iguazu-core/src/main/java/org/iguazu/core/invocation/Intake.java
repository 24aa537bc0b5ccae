package org.iguazu.core.invocation;

import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.problem.Problem;

/** What became of a request. */
public sealed interface Intake {

  /**
   * It is in the ledger, committed.
   *
   * @param replayed whether it was there before: the same request had been accepted, or one with
   *     its unique key is pending
   */
  record Accepted(Invocation invocation, boolean replayed) implements Intake {}

  /** It is not, and nothing was written for it. */
  record Rejected(Problem problem) implements Intake {}
}
