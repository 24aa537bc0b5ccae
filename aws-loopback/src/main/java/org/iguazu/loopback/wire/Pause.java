package org.iguazu.loopback.wire;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets injected delays pass in real time; closing ends them all. */
public final class Pause implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);

  void lasting(Duration duration) {
    try {
      // whether the time is up or the server closes: either way the wait is over
      boolean _ = closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
