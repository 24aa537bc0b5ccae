package org.iguazu.dispatcher.pace;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waiting that ends early when the dispatcher stops. Where time does not pass by itself, a subclass
 * waits in its own way.
 */
public class Pause {

  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Ends all waiting, now and later. */
  public void stop() {
    stopped.countDown();
  }

  public boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /**
   * Waits.
   *
   * @return whether the whole time passed; false if the dispatcher stops or the thread was
   *     interrupted
   */
  public boolean of(Duration time) {
    try {
      return !stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
