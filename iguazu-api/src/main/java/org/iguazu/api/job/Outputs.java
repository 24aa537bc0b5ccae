package org.iguazu.api.job;

import org.iguazu.api.problem.Violations;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * That the files which a hardened job leaves in {@code /iguazu/out} are kept. If one of them is
 * {@code result.json}, it becomes the invocation's result instead.
 *
 * @param maxFiles how many there may be, 1 to 1,000, default 100
 * @param maxSize room for all of them, in MiB; 1 to 2,000, at most the job's memory, of which they
 *     take their part while it runs; default 16
 */
@JsonDeserialize(builder = Outputs.Builder.class)
public record Outputs(int maxFiles, int maxSize) {

  /** The file that holds the invocation's result. */
  public static final String RESULT = "result.json";

  public Outputs {
    new Violations()
        .require(
            maxFiles >= 1 && maxFiles <= 1_000,
            "/maxFiles",
            "must be 1 to 1000, but is " + maxFiles)
        .require(
            maxSize >= 1 && maxSize <= 2_000,
            "/maxSize",
            "must be 1 to 2000 MiB, but is " + maxSize)
        .orThrow();
  }

  /** Up to 100 files of 16 MiB in all. */
  public static Outputs usual() {
    return new Builder().build();
  }

  /** Gathers limits; what is not said keeps its default. */
  @JsonPOJOBuilder(withPrefix = "")
  public static final class Builder {

    private int maxFiles = 100;
    private int maxSize = 16;

    public Builder maxFiles(int maxFiles) {
      this.maxFiles = maxFiles;
      return this;
    }

    public Builder maxSize(int mebibytes) {
      this.maxSize = mebibytes;
      return this;
    }

    /**
     * The limits.
     *
     * @throws org.iguazu.api.problem.InvalidValueException naming each field that is wrong
     */
    public Outputs build() {
      return new Outputs(maxFiles, maxSize);
    }
  }
}
