package org.iguazu.api.job;

import java.util.Optional;
import org.iguazu.api.problem.Violations;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * That invocations of a job with the same key, such as those of one course, run one after the
 * other, or a few at once. Keys of different jobs have nothing to do with each other.
 *
 * @param pointer a JSON pointer (RFC 6901) to the parameter that is the key, such as {@code
 *     /courseId}: a text, a number or a boolean, which then must be there; if not said, requests
 *     give their keys themselves, and those without one are not limited
 * @param max how many with the same key may run at once; 1 to 10,000, default 1
 */
@JsonDeserialize(builder = ConcurrencyKey.Builder.class)
public record ConcurrencyKey(@Nullable String pointer, int max) {

  /** The longest key, in characters. */
  public static final int LONGEST = 200;

  public ConcurrencyKey {
    new Violations()
        .require(
            pointer == null || isPointer(pointer),
            "/pointer",
            "must be a JSON pointer to a parameter, such as /courseId, but is " + pointer)
        .require(max >= 1 && max <= 10_000, "/max", "must be 1 to 10000, but is " + max)
        .orThrow();
  }

  private static boolean isPointer(String text) {
    try {
      return !JsonPointer.compile(text).matches();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The key of the parameter at {@code pointer}, in one word: {@code /courseId}. */
  public static ConcurrencyKey at(String pointer) {
    return new Builder().pointer(pointer).build();
  }

  /** The key that these parameters hold, if they hold one that can be. */
  public Optional<String> of(JsonNode parameters) {
    JsonNode value = parameters.at(pointer == null ? "" : pointer);
    return value.isValueNode() && !value.isNull() && isKey(value.asString())
        ? Optional.of(value.asString())
        : Optional.empty();
  }

  /** Whether it has a length that a key can have. */
  public static boolean isKey(String text) {
    return !text.isEmpty() && text.length() <= LONGEST;
  }

  /** Gathers a key's rule; what is not said keeps its default. */
  @JsonPOJOBuilder(withPrefix = "")
  public static final class Builder {

    private @Nullable String pointer;
    private int max = 1;

    public Builder pointer(String pointer) {
      this.pointer = pointer;
      return this;
    }

    public Builder max(int max) {
      this.max = max;
      return this;
    }

    /**
     * The rule.
     *
     * @throws org.iguazu.api.problem.InvalidValueException naming each field that is wrong
     */
    public ConcurrencyKey build() {
      return new ConcurrencyKey(pointer, max);
    }
  }
}
