package org.iguazu.job.runner;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.iguazu.api.dispatch.Control;
import org.iguazu.job.dispatch.DispatchClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits, while the job runs, for the server to want it to end. */
final class ControlWatcher implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ControlWatcher.class);

  private static final long PAUSE_SECONDS = 2;

  private final DispatchClient dispatch;
  private final Runnable cancel;
  private final CountDownLatch closed = new CountDownLatch(1);

  ControlWatcher(DispatchClient dispatch, Runnable cancel) {
    this.dispatch = dispatch;
    this.cancel = cancel;
  }

  ControlWatcher start() {
    Daemon.of("control", this::watch).start();
    return this;
  }

  private void watch() {
    try {
      while (closed.getCount() > 0 && ask()) {}
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks once; false when there is nothing more to ask. */
  private boolean ask() throws InterruptedException {
    try {
      Optional<Control> control = dispatch.control();
      if (closed.getCount() > 0 && control.isPresent() && control.get().cancelled()) {
        log.info("cancelled by request");
        cancel.run();
        return false;
      }
      return control.isPresent();
    } catch (IOException e) {
      log.debug("the server did not say what it wants: {}", e.toString());
      return !closed.await(PAUSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** What the server wants is of no interest any more. */
  @Override
  public void close() {
    closed.countDown();
  }
}
