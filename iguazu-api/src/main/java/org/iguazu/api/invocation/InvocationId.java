package org.iguazu.api.invocation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.UUID;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;

/**
 * An invocation's id: a time-ordered UUID (version 7), so that newer ones sort after older ones.
 */
public record InvocationId(@JsonValue UUID value) {

  /**
   * Reads an id as callers write it.
   *
   * @throws InvalidValueException if it is not a UUID
   */
  @JsonCreator
  public static InvocationId parse(String text) {
    try {
      return new InvocationId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException(
          List.of(new FieldError("", "must be an invocation id (a UUID), but is '" + text + "'")));
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
