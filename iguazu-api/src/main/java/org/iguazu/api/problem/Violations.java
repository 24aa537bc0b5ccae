package org.iguazu.api.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a value, so that its maker hears of everything at once. */
public final class Violations {

  private final List<FieldError> errors = new ArrayList<>();

  /**
   * The value, which must be there.
   *
   * @throws InvalidValueException if it is null
   */
  public static <T> T present(@Nullable T value, String pointer, String message) {
    if (value == null) {
      throw new InvalidValueException(List.of(new FieldError(pointer, message)));
    }
    return value;
  }

  /** Unless {@code holds}, {@code message} stands against the field at {@code pointer}. */
  public Violations require(boolean holds, String pointer, String message) {
    if (!holds) {
      errors.add(new FieldError(pointer, message));
    }
    return this;
  }

  /** The duration lies between {@code min} and {@code max}, both included. */
  public Violations between(Duration value, Duration min, Duration max, String pointer) {
    return require(
        value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
        pointer,
        "must be between %s and %s, but is %s".formatted(min, max, value));
  }

  /**
   * Ends the check.
   *
   * @throws InvalidValueException if anything was wrong
   */
  public void orThrow() {
    if (!errors.isEmpty()) {
      throw new InvalidValueException(errors);
    }
  }
}
