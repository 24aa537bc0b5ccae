package org.iguazu.job.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.iguazu.job.JobCancelledException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a running job to end: first its flag, then its callbacks, then an interrupt. */
final class Cancellation {

  private static final Logger log = LoggerFactory.getLogger(Cancellation.class);

  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final List<Runnable> callbacks = new ArrayList<>();
  private @Nullable Thread body;

  /** Open once it is cancelled. */
  CountDownLatch latch() {
    return cancelled;
  }

  boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  /**
   * The calling thread enters the job's body, and is interrupted when it is cancelled.
   *
   * @throws JobCancelledException if it is cancelled already
   */
  synchronized void enter() {
    if (isCancelled()) {
      throw new JobCancelledException();
    }
    body = Thread.currentThread();
  }

  /** It has left the body: no interrupt reaches what follows. */
  synchronized void leave() {
    body = null;
    Thread.interrupted();
  }

  void onCancel(Runnable callback) {
    if (!keep(callback)) {
      call(callback);
    }
  }

  private synchronized boolean keep(Runnable callback) {
    return !isCancelled() && callbacks.add(callback);
  }

  /** Cancels it, once. */
  void cancel() {
    for (Runnable callback : begin()) {
      call(callback);
    }
    interrupt();
  }

  private synchronized List<Runnable> begin() {
    cancelled.countDown();
    var due = List.copyOf(callbacks);
    callbacks.clear();
    return due;
  }

  private synchronized void interrupt() {
    if (body != null) {
      body.interrupt();
    }
  }

  private static void call(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException e) {
      log.warn("a callback for the job's cancellation failed", e);
    }
  }
}
