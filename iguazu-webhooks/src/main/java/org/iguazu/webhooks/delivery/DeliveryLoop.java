package org.iguazu.webhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.iguazu.core.lease.Leases;
import org.iguazu.core.webhook.Deliveries;
import org.iguazu.webhooks.http.WebhookProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the pool sending: when something was put into the outbox, and once a second. */
public final class DeliveryLoop {

  private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration TIDY_EVERY = Duration.ofMinutes(1);
  private static final int PURGED_AT_ONCE = 1_000;

  private final String server;
  private final DeliveryPool pool;
  private final Deliveries deliveries;
  private final Leases leases;
  private final WebhookProperties properties;
  private final InstantSource clock;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopped;
  private Instant tidyAt = Instant.MIN;

  public DeliveryLoop(
      String server,
      DeliveryPool pool,
      Deliveries deliveries,
      Leases leases,
      WebhookProperties properties,
      InstantSource clock) {
    this.server = server;
    this.pool = pool;
    this.deliveries = deliveries;
    this.leases = leases;
    this.properties = properties;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("iguazu-webhooks").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** There may be something to send. */
  public void wake() {
    wake.release();
  }

  /** Begins nothing more, and lets what is being sent end. */
  public void stop() throws InterruptedException {
    stopped = true;
    wake();
    thread.join();
    long giveUp = System.nanoTime() + properties.answerTimeout().toNanos();
    while (pool.sendingNow() > 0 && System.nanoTime() < giveUp) {
      wake.tryAcquire(50, TimeUnit.MILLISECONDS);
    }
  }

  private void run() {
    while (!stopped) {
      try {
        pool.tick().forEach(this::wakeAfter);
        tidy();
      } catch (RuntimeException e) {
        log.warn("webhooks cannot be told right now; trying again: {}", e.toString());
      }
      pause();
    }
  }

  /** What was sent makes room for more. */
  private void wakeAfter(CompletableFuture<Void> sending) {
    var _ = sending.whenComplete((_, _) -> wake());
  }

  private void tidy() {
    Instant now = clock.instant();
    if (now.isBefore(tidyAt)) {
      return;
    }
    tidyAt = now.plus(TIDY_EVERY);
    if (leases.acquire("webhooks", server, TIDY_EVERY.multipliedBy(2), now)) {
      tidy(now);
    }
  }

  private void tidy(Instant now) {
    int givenUp = deliveries.giveUpUnsendable(now);
    if (givenUp > 0) {
      log.warn("{} deliveries were given up: their webhooks do not exist or are disabled", givenUp);
    }
    while (!stopped && deliveries.purge(now.minus(properties.keep()), PURGED_AT_ONCE) > 0) {
      log.debug("forgot deliveries that ended more than {} ago", properties.keep());
    }
  }

  private void pause() {
    try {
      if (wake.tryAcquire(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      stopped = true;
    }
  }
}
