package org.iguazu.api.invocation;

import org.iguazu.api.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request of a batch: exactly one of the two is there.
 *
 * @param invocation the accepted invocation
 * @param problem why the request was not accepted
 */
public record BatchAnswer(@Nullable InvocationId invocation, @Nullable Problem problem) {

  public static BatchAnswer accepted(InvocationId invocation) {
    return new BatchAnswer(invocation, null);
  }

  public static BatchAnswer refused(Problem problem) {
    return new BatchAnswer(null, problem);
  }
}
