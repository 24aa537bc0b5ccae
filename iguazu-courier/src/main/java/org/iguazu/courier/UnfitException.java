package org.iguazu.courier;

/** The files are not as they must be; the message says which and why, for people. */
final class UnfitException extends Exception {

  private static final long serialVersionUID = 1L;

  UnfitException(String message) {
    super(message);
  }
}
