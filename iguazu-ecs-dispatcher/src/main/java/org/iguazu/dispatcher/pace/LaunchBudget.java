package org.iguazu.dispatcher.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ECS lets us call in a while: RunTask and StopTask are paid from a bucket of so many tokens,
 * into which so many flow each second. All servers share it. It spares calls that ECS would turn
 * away; that it is wrong now and then does no harm, for ECS throttles all the same.
 */
public final class LaunchBudget {

  private static final Logger LOG = LoggerFactory.getLogger(LaunchBudget.class);

  private final UnaryOperator<Instant> bucket;
  private final Consumer<Instant> throttled;
  private final int burst;
  private final double perSecond;
  private volatile Instant lastSlot = Instant.MIN;

  /**
   * A budget.
   *
   * @param bucket takes a token at an instant, and says when it can be spent
   * @param throttled is told that ECS's bucket is empty
   * @param burst how many tokens the bucket holds
   * @param perSecond how many flow in each second
   */
  public LaunchBudget(
      UnaryOperator<Instant> bucket, Consumer<Instant> throttled, int burst, double perSecond) {
    this.bucket = bucket;
    this.throttled = throttled;
    this.burst = burst;
    this.perSecond = perSecond;
  }

  /** Sets a slot aside for one call: when it may be sent. */
  public Instant reserve(Instant now) {
    Instant slot = slot(now);
    lastSlot = slot;
    return slot;
  }

  private Instant slot(Instant now) {
    try {
      return bucket.apply(now);
    } catch (RuntimeException e) {
      LOG.warn("the launch budget cannot be read, ECS throttles if it must: {}", e.toString());
      return now;
    }
  }

  /** ECS has throttled a call. */
  public void throttled(Instant now) {
    try {
      throttled.accept(now);
    } catch (RuntimeException e) {
      LOG.warn("that ECS throttles could not be noted for the launch budget: {}", e.toString());
    }
  }

  /**
   * How many calls can be made within {@code time}, as far as one can see; {@code most} or fewer.
   */
  public int within(Duration time, Instant now, int most) {
    double flow = perSecond * time.toMillis() / 1_000;
    double tokens = lastSlot.isAfter(now) ? flow : flow + burst;
    return Math.clamp(Math.round(tokens), 1, most);
  }
}
