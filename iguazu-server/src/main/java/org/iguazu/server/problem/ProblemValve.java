package org.iguazu.server.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with a problem where Tomcat itself refuses a request, such as one that is not HTTP. */
public final class ProblemValve extends ErrorReportValve {

  private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      ProblemWriter.write(problemFor(status), response);
    } catch (IOException | IllegalStateException e) {
      log.debug("could not tell a caller of HTTP {}", status, e);
    }
  }

  private static Problem problemFor(int status) {
    if (status >= 500) {
      return Problem.of(ProblemCode.INTERNAL, "The request failed outside of any call of the API.");
    }
    return Problem.of(
        ProblemCode.INVALID_REQUEST,
        "The request is not proper HTTP, or its path has characters that must be escaped.");
  }
}
