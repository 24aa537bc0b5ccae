package org.iguazu.cli.dev;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What was started, to be stopped in the opposite order, exactly once, whoever asks first. */
final class Parts implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closing;

  /** Thrown to whoever starts something when all is being stopped already. */
  static final class Stopping extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** Remembers a part; it is stopped at once if all the others are being stopped already. */
  <T extends AutoCloseable> T add(T part) {
    boolean tooLate;
    synchronized (this) {
      tooLate = closing;
      if (!tooLate) {
        parts.push(part);
      }
    }
    if (tooLate) {
      stop(part);
      throw new Stopping();
    }
    return part;
  }

  synchronized boolean isClosing() {
    return closing;
  }

  /** Stops all parts; a second caller waits for the first. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    synchronized (parts) {
      for (AutoCloseable part = next(); part != null; part = next()) {
        stop(part);
      }
    }
  }

  private synchronized @Nullable AutoCloseable next() {
    return parts.poll();
  }

  private static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("could not stop " + part + ": " + e.getMessage());
    }
  }
}
