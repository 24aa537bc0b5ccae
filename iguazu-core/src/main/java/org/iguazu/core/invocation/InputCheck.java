package org.iguazu.core.invocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.iguazu.api.job.InputFile;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.upload.Upload;
import org.iguazu.api.upload.UploadId;
import org.iguazu.core.upload.Uploads;
import org.jspecify.annotations.Nullable;

/** Whether a request gives the files that its job wants. */
final class InputCheck {

  private static final int MIB = 1 << 20;

  private final Uploads uploads;

  InputCheck(Uploads uploads) {
    this.uploads = uploads;
  }

  Optional<Problem> problem(Map<String, UploadId> given, JobDefinition job, Instant now) {
    if (given.isEmpty() && job.inputs().isEmpty()) {
      return Optional.empty();
    }
    Map<String, InputFile> declared =
        job.inputs().stream().collect(Collectors.toMap(InputFile::name, it -> it));
    Map<UploadId, Upload> there =
        given.isEmpty() ? Map.of() : uploads.completed(given.values(), now);
    var errors = new ArrayList<>(missing(given, job));
    new TreeMap<>(given)
        .forEach((name, id) ->
            error(declared.get(name), there.get(id), job)
                .map(message -> new FieldError("/inputs" + FieldError.pointerTo(name), message))
                .ifPresent(errors::add));
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ProblemCode.INVALID_REQUEST,
                "The files are not those that job '%s' takes.".formatted(job.name()),
                errors));
  }

  /** Why it cannot run without any files, as a schedule would have it. */
  static Optional<Problem> problemWithout(JobDefinition job) {
    List<FieldError> errors = missing(Map.of(), job);
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ProblemCode.CONFLICT,
                "Job '%s' needs files, which a schedule cannot give.".formatted(job.name()),
                errors));
  }

  private static List<FieldError> missing(Map<String, UploadId> given, JobDefinition job) {
    return job.inputs().stream()
        .filter(input -> input.required() && !given.containsKey(input.name()))
        .map(input ->
            new FieldError(
                "/inputs" + FieldError.pointerTo(input.name()),
                "is missing: the id of an upload, which POST /api/uploads makes"))
        .toList();
  }

  private static Optional<String> error(
      @Nullable InputFile declared, @Nullable Upload upload, JobDefinition job) {
    if (declared == null) {
      return Optional.of(
          "is not a file that the job takes; it takes: "
              + (job.inputs().isEmpty()
                  ? "none"
                  : job.inputs().stream().map(InputFile::name).collect(Collectors.joining(", "))));
    }
    if (upload == null) {
      return Optional.of(
          "names no upload that is complete and kept; announce it by POST /api/uploads, PUT its"
              + " bytes and complete it");
    }
    return upload.size() <= (long) declared.maxSize() * MIB
        ? Optional.empty()
        : Optional.of(
            "has %,d bytes, but the job takes at most %d MiB"
                .formatted(upload.size(), declared.maxSize()));
  }
}
