package org.iguazu.api.upload;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.UUID;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;

/** An upload's id: a random UUID, which nobody guesses. */
public record UploadId(@JsonValue UUID value) {

  /**
   * Reads an id as callers write it.
   *
   * @throws InvalidValueException if it is not a UUID
   */
  @JsonCreator
  public static UploadId parse(String text) {
    try {
      return new UploadId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException(
          List.of(new FieldError("", "must be an upload id (a UUID), but is '" + text + "'")));
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
