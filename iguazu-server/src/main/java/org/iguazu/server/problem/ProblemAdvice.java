package org.iguazu.server.problem;

import java.util.List;
import java.util.UUID;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** Answers with a problem whatever leaves a controller as an exception. */
@RestControllerAdvice
final class ProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Problem> on(ProblemException e) {
    return answer(e.problem());
  }

  @ExceptionHandler
  ResponseEntity<Problem> on(InvalidValueException e) {
    return answer(
        Problem.of(
            ProblemCode.INVALID_REQUEST,
            "The request is not valid; nothing was done. Mend what \"errors\" names.",
            e.errors()));
  }

  @ExceptionHandler
  ResponseEntity<Problem> on(HttpMessageNotReadableException e) {
    return switch (e.getCause()) {
      case BodyTooLargeException tooLarge -> answer(tooLarge.problem());
      case JacksonException json when json.getCause() instanceof BodyTooLargeException tooLarge ->
          answer(tooLarge.problem());
      case JacksonException json -> answer(JsonProblems.of(json));
      case null, default ->
          answer(invalid("The body is missing: this call takes a JSON object.", "is missing"));
    };
  }

  @ExceptionHandler
  ResponseEntity<Problem> on(MethodArgumentTypeMismatchException e) {
    return answer(ParameterProblems.of(e));
  }

  @ExceptionHandler
  ResponseEntity<Problem> on(MissingServletRequestParameterException e) {
    return answer(
        invalid(
            "A query parameter is missing.",
            "query parameter '%s' is missing".formatted(e.getParameterName())));
  }

  @ExceptionHandler
  ResponseEntity<Problem> on(HttpRequestMethodNotSupportedException e) {
    Problem problem =
        Problem.of(
            ProblemCode.METHOD_NOT_ALLOWED,
            "%s cannot be done here; allowed are %s."
                .formatted(e.getMethod(), e.getSupportedHttpMethods()));
    return answer(problem, e.getHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Problem> on(HttpMediaTypeNotAcceptableException e) {
    return answer(
        Problem.of(
            ProblemCode.NOT_ACCEPTABLE,
            "This answer can be given as %s; send an Accept header that allows it, or none."
                .formatted(e.getSupportedMediaTypes())));
  }

  @ExceptionHandler
  ResponseEntity<Problem> on(HttpMediaTypeNotSupportedException e) {
    return answer(
        Problem.of(
            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
            "The body must be JSON: send it with the header Content-Type: application/json."),
        e.getHeaders());
  }

  @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
  ResponseEntity<Problem> onUnknownPath(Exception e) {
    return answer(
        Problem.of(
            ProblemCode.NOT_FOUND,
            "There is nothing at this path; GET /api/openapi.json lists what there is."));
  }

  /** The caller has gone; nobody is there to be answered. */
  @ExceptionHandler
  void on(AsyncRequestNotUsableException e) {
    log.debug("the caller did not wait for the answer", e);
  }

  @ExceptionHandler
  ResponseEntity<Problem> onAnythingElse(Exception e) {
    if (DatabaseOutage.isBehind(e)) {
      return unavailable(e);
    }
    var incident = UUID.randomUUID();
    log.atError().addKeyValue("incident", incident).setCause(e).log("a call failed unexpectedly");
    return answer(
        Problem.of(
            ProblemCode.INTERNAL,
            "This is a bug in Iguazú; whether the call took effect is not known. The server's log"
                + " tells"
                + " more of incident %s.".formatted(incident)));
  }

  private static ResponseEntity<Problem> unavailable(Exception e) {
    log.warn("a call could not be answered, for the database does not answer: {}", e.toString());
    return answer(
        Problem.of(
            ProblemCode.UNAVAILABLE,
            "The database does not answer. Try again; with the same Idempotency-Key that is safe"
                + " also for a POST."));
  }

  private static Problem invalid(String detail, String message) {
    return Problem.of(ProblemCode.INVALID_REQUEST, detail, List.of(new FieldError("", message)));
  }

  private static ResponseEntity<Problem> answer(Problem problem) {
    var headers = new HttpHeaders();
    if (problem.code() == ProblemCode.UNAVAILABLE) {
      headers.set(HttpHeaders.RETRY_AFTER, "1");
    }
    return answer(problem, headers);
  }

  private static ResponseEntity<Problem> answer(Problem problem, HttpHeaders headers) {
    return ResponseEntity.status(problem.status())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
