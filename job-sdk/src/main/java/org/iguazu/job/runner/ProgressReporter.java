package org.iguazu.job.runner;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.iguazu.api.dispatch.Control;
import org.iguazu.api.invocation.Progress;
import org.iguazu.job.dispatch.DispatchClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the newest progress, at most twice a second, without ever holding the job up. */
final class ProgressReporter {

  private static final Logger log = LoggerFactory.getLogger(ProgressReporter.class);

  private static final Duration APART = Duration.ofMillis(500);

  private final DispatchClient dispatch;
  private final InstantSource clock;
  private final Runnable cancel;

  private @Nullable ScheduledExecutorService sender;
  private @Nullable Progress newest;
  private boolean due;
  private Instant lastSent = Instant.EPOCH;

  /**
   * A reporter of one run.
   *
   * @param cancel what to do when the server answers that the job is cancelled
   */
  ProgressReporter(DispatchClient dispatch, InstantSource clock, Runnable cancel) {
    this.dispatch = dispatch;
    this.clock = clock;
    this.cancel = cancel;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // send() logs what goes wrong
  synchronized void report(Progress progress) {
    newest = progress;
    if (!due) {
      due = true;
      long wait = Duration.between(clock.instant(), lastSent.plus(APART)).toMillis();
      sender().schedule(this::send, Math.max(0, wait), TimeUnit.MILLISECONDS);
    }
  }

  /** Sends what is not sent yet, so that the last word stands before the end is reported. */
  void finish() {
    @Nullable ScheduledExecutorService last = stop();
    if (last != null) {
      awaitEnd(last);
      send();
    }
  }

  private synchronized @Nullable ScheduledExecutorService stop() {
    if (sender != null) {
      sender.shutdownNow();
    }
    return sender;
  }

  private static void awaitEnd(ScheduledExecutorService sender) {
    try {
      if (!sender.awaitTermination(1, TimeUnit.SECONDS)) {
        log.warn("the last progress is still being sent");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() {
    @Nullable Progress progress = take();
    if (progress == null) {
      return;
    }
    try {
      Control control = dispatch.progress(progress);
      if (control.cancelled()) {
        cancel.run();
      }
    } catch (IOException | RuntimeException e) {
      log.warn("could not send progress {}: {}", progress, e.toString());
    }
  }

  private synchronized @Nullable Progress take() {
    @Nullable Progress progress = newest;
    newest = null;
    due = false;
    lastSent = clock.instant();
    return progress;
  }

  private ScheduledExecutorService sender() {
    if (sender == null) {
      sender = Executors.newSingleThreadScheduledExecutor(task -> Daemon.of("progress", task));
    }
    return sender;
  }
}
