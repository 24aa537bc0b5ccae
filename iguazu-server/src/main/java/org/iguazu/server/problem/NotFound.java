package org.iguazu.server.problem;

import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;

/** Says that there is no such thing, and where to look for those that there are. */
public final class NotFound {

  private NotFound() {}

  /** There is no {@code kind} called {@code name}; {@code look} tells how to find the right one. */
  public static ProblemException of(String kind, Object name, String look) {
    return new ProblemException(
        ProblemCode.NOT_FOUND, "There is no %s '%s'; %s".formatted(kind, name, look));
  }
}
