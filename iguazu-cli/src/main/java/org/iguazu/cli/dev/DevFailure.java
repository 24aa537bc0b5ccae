package org.iguazu.cli.dev;

/** Why the development server cannot run: one sentence, with what to do about it. */
public final class DevFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DevFailure(String sentence) {
    super(sentence);
  }

  DevFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** The sentence to print. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
