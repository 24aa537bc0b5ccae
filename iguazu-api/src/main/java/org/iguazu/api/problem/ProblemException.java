package org.iguazu.api.problem;

/**
 * A call that ended in a problem: thrown by the client to its caller, and by the server to its
 * edge.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.code().code() + ": " + problem.detail() + errorsOf(problem));
    this.problem = problem;
  }

  public ProblemException(ProblemCode code, String detail) {
    this(Problem.of(code, detail));
  }

  public Problem problem() {
    return problem;
  }

  private static String errorsOf(Problem problem) {
    return problem.errors().isEmpty() ? "" : " " + problem.errors();
  }
}
