package org.iguazu.job.dispatch;

/** The container or its jar is set up wrongly; the message says how to mend it. */
public final class MisconfiguredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MisconfiguredException(String message) {
    super(message);
  }
}
