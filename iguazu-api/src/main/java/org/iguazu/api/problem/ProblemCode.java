package org.iguazu.api.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The stable codes of problems: callers may switch over them, so none is ever renamed. */
public enum ProblemCode {
  /** The body is not JSON, or a field is missing, unknown or wrong. */
  INVALID_REQUEST(400, "The request is not valid"),
  /** The parameters do not match the job's JSON Schema. */
  INVALID_PARAMETERS(422, "The parameters do not fit the job"),
  /** No API key, or one that is unknown or revoked. */
  UNAUTHENTICATED(401, "A valid API key is needed"),
  /** The API key lacks the scope for this call. */
  FORBIDDEN(403, "The API key does not allow this"),
  /** Nothing of that name or id is known. */
  NOT_FOUND(404, "Not found"),
  /** The path exists, the method does not. */
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  /** The answer cannot be given in the media type asked for. */
  NOT_ACCEPTABLE(406, "The answer cannot be given in that media type"),
  /** The body is of a media type that is not understood. */
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
  /** The same Idempotency-Key came with another request. */
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
  /** The job is in use or its state does not allow the change. */
  CONFLICT(409, "The current state does not allow this"),
  /** The start fence: this invocation was started before, or must not start any more. */
  START_REFUSED(409, "The job must not start"),
  /** Parameters or body are over the size limit. */
  TOO_LARGE(413, "The request is too large"),
  /** Something in Iguazú or below it is broken; the same call may succeed later. */
  UNAVAILABLE(503, "Iguazú cannot answer right now"),
  /** A bug in Iguazú. */
  INTERNAL(500, "Iguazú failed");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status that goes with this code. */
  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** As it stands in JSON: lower case with hyphens. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
