package org.iguazu.server.problem;

import java.io.IOException;
import java.util.List;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;

/** A body that is longer than it may be; the rest of it is not read. */
public final class BodyTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long limit;

  public BodyTooLargeException(long limit) {
    super("the body is over " + limit + " bytes");
    this.limit = limit;
  }

  public Problem problem() {
    String message = "has over %,d bytes, the most a body of this call may have".formatted(limit);
    return Problem.of(
        ProblemCode.TOO_LARGE,
        "The body is too large. Parameters and results may have 262,144 bytes each, a batch"
            + " 8,388,608 in all; put large data into storage and pass its address.",
        List.of(new FieldError("", message)));
  }
}
