package org.iguazu.api.problem;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A value that cannot be: thrown by the constructors of the API's records, naming every bad field.
 */
public final class InvalidValueException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<FieldError> errors;

  public InvalidValueException(List<FieldError> errors) {
    super(
        errors.stream()
            .map(error -> error.pointer() + " " + error.message())
            .collect(Collectors.joining("; ")));
    this.errors = List.copyOf(errors);
  }

  public List<FieldError> errors() {
    return errors;
  }
}
