package org.iguazu.api.job;

import java.util.regex.Pattern;
import org.iguazu.api.problem.Violations;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * A file that is put in place before a hardened job's container starts, as {@code
 * /iguazu/in/<name>}, which the job can only read.
 *
 * @param name what it is called there: 1 to 100 letters, digits, '.', '_' or '-', a letter or digit
 *     first; {@code parameters.json} is ours
 * @param required whether an invocation must give it, default yes
 * @param maxSize how large it may be, in MiB; 1 to 2,000, default 100. Unpacked, each file and
 *     directory counts in whole blocks of 4 KiB
 * @param unpack whether it is a tar or zip archive, or one compressed by gzip, whose content is put
 *     into a directory of that name; default no
 */
@JsonDeserialize(builder = InputFile.Builder.class)
public record InputFile(String name, boolean required, int maxSize, boolean unpack) {

  /** The file that holds the invocation's parameters. */
  public static final String PARAMETERS = "parameters.json";

  /** How many files and directories may be in an archive. */
  public static final int MOST_ENTRIES = 10_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public InputFile {
    new Violations()
        .require(
            isName(name) && !name.equals(PARAMETERS),
            "/name",
            "must be 1 to 100 letters, digits, '.', '_' or '-', a letter or digit first, and not %s"
                .formatted(PARAMETERS))
        .require(
            maxSize >= 1 && maxSize <= 2_000,
            "/maxSize",
            "must be 1 to 2000 MiB, but is " + maxSize)
        .orThrow();
  }

  /** Whether a file of a job may be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Starts an input, which is required and has up to 100 MiB. */
  public static Builder named(String name) {
    return new Builder().name(name);
  }

  /** Gathers an input; what is not said keeps its default. */
  @JsonPOJOBuilder(withPrefix = "")
  public static final class Builder {

    private @Nullable String name;
    private boolean required = true;
    private int maxSize = 100;
    private boolean unpack;

    public Builder name(String name) {
      this.name = name;
      return this;
    }

    public Builder required(boolean required) {
      this.required = required;
      return this;
    }

    public Builder maxSize(int mebibytes) {
      this.maxSize = mebibytes;
      return this;
    }

    public Builder unpack(boolean unpack) {
      this.unpack = unpack;
      return this;
    }

    /**
     * The input.
     *
     * @throws org.iguazu.api.problem.InvalidValueException naming each field that is missing or
     *     wrong
     */
    public InputFile build() {
      return new InputFile(
          Violations.present(name, "/name", "is missing: what the file is called in the container"),
          required,
          maxSize,
          unpack);
    }
  }
}
