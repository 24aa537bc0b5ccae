package org.iguazu.loopback.ecs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** ECS's own clock, which may be wrong. */
final class EcsClock implements InstantSource {

  private final InstantSource right;
  private volatile Duration ahead = Duration.ZERO;

  EcsClock(InstantSource right) {
    this.right = right;
  }

  /** From now on it is so much ahead; behind, if negative. */
  void wrongBy(Duration ahead) {
    this.ahead = ahead;
  }

  @Override
  public Instant instant() {
    return right.instant().plus(ahead);
  }
}
