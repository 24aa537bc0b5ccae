package org.iguazu.server.invocation;

import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.server.problem.NotFound;

/** What to answer about an invocation that there is not. */
final class Unknown {

  private Unknown() {}

  static ProblemException invocation(InvocationId id) {
    return NotFound.of("invocation", id, "GET /api/invocations lists those that there are.");
  }
}
