package org.iguazu.api.client;

import java.net.URI;

/**
 * No answer came within the time for retries. Whether the call took effect is not known, unless it
 * only reads: to be sure, repeat it with the same Idempotency-Key.
 */
public final class UnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient URI server;

  UnreachableException(URI server, int attempts, Throwable cause) {
    super(
        "no answer from %s after %d attempt%s: %s"
            .formatted(server, attempts, attempts == 1 ? "" : "s", sentence(cause)),
        cause);
    this.server = server;
  }

  /** Where Iguazú was looked for. */
  public URI server() {
    return server;
  }

  private static String sentence(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
