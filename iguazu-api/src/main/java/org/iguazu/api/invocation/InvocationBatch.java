package org.iguazu.api.invocation;

import java.util.List;
import org.iguazu.api.problem.Violations;

/**
 * Several requests sent at once; each is answered for itself.
 *
 * @param requests 1 to 1,000
 */
public record InvocationBatch(List<InvocationRequest> requests) {

  public InvocationBatch {
    requests = List.copyOf(Violations.present(requests, "/requests", "is missing"));
    new Violations()
        .require(
            !requests.isEmpty() && requests.size() <= 1_000,
            "/requests",
            "must hold 1 to 1000 requests, but holds " + requests.size())
        .orThrow();
  }

  /**
   * What became of a batch.
   *
   * @param answers one for each request, in the order of the requests
   */
  public record Answers(List<BatchAnswer> answers) {

    public Answers {
      answers = List.copyOf(answers);
    }
  }
}
