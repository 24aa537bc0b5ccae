package org.iguazu.job.dispatch;

import java.io.IOException;

/** The server's answer is no, and would be again. */
public final class DeniedException extends IOException {

  private static final long serialVersionUID = 1L;

  DeniedException(String why) {
    super(why);
  }
}
