package org.iguazu.job.runner;

import org.iguazu.api.dispatch.Failure;

/** Puts what a job threw into the words of its outcome. */
final class Failures {

  private static final int LONGEST_MESSAGE = 2_000;

  private Failures() {}

  static Failure of(Throwable thrown) {
    return of(thrown.getClass().getName(), message(thrown));
  }

  static Failure of(String error, String message) {
    return new Failure(error, cut(message, LONGEST_MESSAGE));
  }

  /** The beginning of a text, if it is too long for where it goes. */
  static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage() == null ? "" : thrown.getMessage();
    Throwable cause = thrown.getCause();
    return (cause == null || message.contains(String.valueOf(cause.getMessage())))
        ? message
        : message + " (because of " + cause + ")";
  }
}
