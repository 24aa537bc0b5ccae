package org.iguazu.dispatcher.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What operators see of events. */
public final class EventMetrics {

  private final Counter received;
  private final Counter applied;
  private final Counter unreadable;

  public EventMetrics(MeterRegistry registry) {
    this.received = registry.counter("iguazu.events.received");
    this.applied = registry.counter("iguazu.events.applied");
    this.unreadable = registry.counter("iguazu.events.unreadable");
  }

  void received(int count) {
    received.increment(count);
  }

  void unreadable() {
    unreadable.increment();
  }

  /** They said something that was not known yet. */
  void applied(int count) {
    applied.increment(count);
  }
}
