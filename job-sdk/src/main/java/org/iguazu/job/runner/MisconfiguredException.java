package org.iguazu.job.runner;

/** The container or its jar is set up wrongly; the message says how to mend it. */
public final class MisconfiguredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MisconfiguredException(String message) {
    super(message);
  }
}
