package org.iguazu.dispatcher.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one thread at the earliest instant that anybody has asked for, and never before. */
public final class Alarm {

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private Instant asked = Instant.MAX;

  public Alarm(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Wakes the thread at {@code instant}, if not before; if it is awake then, its next sleep is
   * none.
   */
  public void at(Instant instant) {
    lock.lock();
    try {
      if (instant.isBefore(asked)) {
        asked = instant;
        earlier.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Wakes the thread now. */
  public void ring() {
    at(Instant.MIN);
  }

  /**
   * Sleeps until {@code latest}, or until what was asked for since the last sleep if that is
   * earlier.
   */
  public void sleep(Instant latest) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (clock.instant().isBefore(first(latest))) {
        Duration left = Duration.between(clock.instant(), first(latest));
        earlier.await(left.toNanos(), TimeUnit.NANOSECONDS);
      }
      asked = Instant.MAX;
    } finally {
      lock.unlock();
    }
  }

  private Instant first(Instant latest) {
    return asked.isBefore(latest) ? asked : latest;
  }
}
