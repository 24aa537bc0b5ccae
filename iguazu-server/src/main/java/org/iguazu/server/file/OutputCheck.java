package org.iguazu.server.file;

import java.util.List;
import java.util.regex.Pattern;
import org.iguazu.api.dispatch.OutputFile;
import org.iguazu.api.dispatch.OutputFiles;
import org.iguazu.api.job.Outputs;
import org.iguazu.api.problem.InvalidValueException;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.api.problem.Violations;
import org.iguazu.api.text.Printable;
import org.jspecify.annotations.Nullable;

/** Checks what a courier says that a job has left. */
final class OutputCheck {

  private static final long MIB = 1 << 20;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String STEP = "(?!\\.{1,2}(?:/|$))[^/]{1,255}";
  private static final Pattern NAME = Pattern.compile(STEP + "(?:/" + STEP + ")*");
  private static final int LONGEST_NAME = 500;

  private OutputCheck() {}

  /**
   * Checks them against what the job may leave.
   *
   * @throws InvalidValueException naming each file that cannot be
   * @throws ProblemException if the job may leave nothing
   */
  static void check(OutputFiles outputs, @Nullable Outputs limits) {
    if (limits == null) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "This job's definition has no outputs, so none are kept.");
    }
    List<OutputFile> files = outputs.files();
    long size = files.stream().mapToLong(OutputFile::size).sum();
    var check =
        new Violations()
            .require(
                files.size() <= limits.maxFiles(),
                "/files",
                "must be at most %d, but are %d".formatted(limits.maxFiles(), files.size()))
            .require(
                size <= limits.maxSize() * MIB,
                "/files",
                "must have at most %d MiB, but have %,d bytes".formatted(limits.maxSize(), size));
    for (int i = 0; i < files.size(); i++) {
      check(files.get(i), "/files/" + i, check);
    }
    check.orThrow();
  }

  private static void check(OutputFile file, String pointer, Violations check) {
    check
        .require(
            isName(file.name()),
            pointer + "/name",
            "must be a path of up to 500 characters that can be shown")
        .require(file.size() >= 0, pointer + "/size", "must be a number of bytes")
        .require(
            file.sha256() != null && SHA256.matcher(file.sha256()).matches(),
            pointer + "/sha256",
            "must be 64 lower-case hexadecimal digits");
  }

  private static boolean isName(@Nullable String name) {
    return name != null
        && name.length() <= LONGEST_NAME
        && NAME.matcher(name).matches()
        && Printable.is(name);
  }
}
