package org.iguazu.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * An RFC 9457 problem: the body of every answer that is not a success.
 *
 * @param type a URI that names the kind of problem: {@code urn:iguazu:problem:} and the code
 * @param title the kind of problem in a few words
 * @param status the HTTP status
 * @param code the stable code to switch over
 * @param detail what was attempted, why it cannot be, and what to do
 * @param errors each bad field; empty where the problem is not about fields
 */
public record Problem(
    String type,
    String title,
    int status,
    ProblemCode code,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<FieldError> errors) {

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(ProblemCode code, String detail) {
    return of(code, detail, List.of());
  }

  public static Problem of(ProblemCode code, String detail, List<FieldError> errors) {
    return new Problem(
        "urn:iguazu:problem:" + code.code(), code.title(), code.status(), code, detail, errors);
  }
}
