package org.iguazu.server.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.springframework.http.MediaType;

/** Answers with a problem where no controller does. */
public final class ProblemWriter {

  private ProblemWriter() {}

  /** Answers with {@code problem}; the response must not have been begun. */
  public static void write(Problem problem, HttpServletResponse response) throws IOException {
    byte[] body = IguazuJson.strict().writeValueAsBytes(problem);
    response.setStatus(problem.status());
    if (problem.code() == ProblemCode.UNAUTHENTICATED) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
