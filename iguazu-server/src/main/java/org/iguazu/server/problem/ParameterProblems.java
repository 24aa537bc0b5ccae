package org.iguazu.server.problem;

import java.util.List;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Says what is wrong with a value in the path or the query. */
final class ParameterProblems {

  private ParameterProblems() {}

  static Problem of(MethodArgumentTypeMismatchException e) {
    boolean inPath = e.getParameter().hasParameterAnnotation(PathVariable.class);
    String place = (inPath ? "path parameter '" : "query parameter '") + e.getName() + "'";
    return Problem.of(
        ProblemCode.INVALID_REQUEST,
        "The %s is not valid; nothing was done.".formatted(place),
        List.of(new FieldError("", place + " " + messageOf(e))));
  }

  private static String messageOf(MethodArgumentTypeMismatchException e) {
    InvalidValueException invalid = invalidValueBehind(e);
    if (invalid != null) {
      return invalid.errors().getFirst().message();
    }
    Class<?> type = e.getRequiredType();
    String expected = type == null ? "another value" : JsonProblems.wordFor(type);
    return "must be %s, but is '%s'".formatted(expected, e.getValue());
  }

  private static @Nullable InvalidValueException invalidValueBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidValueException invalid) {
        return invalid;
      }
    }
    return null;
  }
}
