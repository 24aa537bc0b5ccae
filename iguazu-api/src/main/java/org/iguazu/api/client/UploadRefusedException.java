package org.iguazu.api.client;

/** The store of files did not take a file: it is not what was announced, or its time was over. */
public final class UploadRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UploadRefusedException(int status, String answer) {
    super("the store of files refused the file with HTTP %d: %s".formatted(status, answer));
  }
}
