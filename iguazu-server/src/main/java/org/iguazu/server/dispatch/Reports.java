package org.iguazu.server.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.dispatch.Success;
import org.iguazu.api.json.JsonTree;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.api.problem.Violations;
import org.jspecify.annotations.Nullable;

/** Checks what containers report, for the job's code stands behind it. */
final class Reports {

  private static final int REASON_LIMIT = 2_000;

  private Reports() {}

  static void check(StartRequest request) {
    Violations.present(
        request.runner(), "/runner", "is missing: a UUID made by the runner's process");
  }

  /** The result as it is kept: JSON, or null if the job returned nothing. */
  static @Nullable String resultOf(Success success) {
    if (success.result() == null) {
      return null;
    }
    byte[] result = JsonTree.write(success.result());
    if (result.length > Success.LARGEST_RESULT) {
      throw new ProblemException(
          Problem.of(
              ProblemCode.TOO_LARGE,
              "The result is too large; put large data into storage and return its address.",
              List.of(
                  new FieldError(
                      "/result",
                      "has %,d bytes, but at most %,d are allowed"
                          .formatted(result.length, Success.LARGEST_RESULT)))));
    }
    return new String(result, StandardCharsets.UTF_8);
  }

  /** Why the job failed, in one line. */
  static String reasonOf(Failure failure) {
    String error = Violations.present(failure.error(), "/error", "is missing: the kind of error");
    String message = failure.message() == null ? "" : failure.message();
    String reason = message.isBlank() ? error : error + ": " + message;
    return reason.length() <= REASON_LIMIT ? reason : reason.substring(0, REASON_LIMIT - 1) + "…";
  }
}
