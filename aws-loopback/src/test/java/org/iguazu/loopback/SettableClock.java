package org.iguazu.loopback;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
final class SettableClock implements InstantSource {

  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private volatile Instant now = NOON;

  void move(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
