package org.iguazu.dispatcher.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.iguazu.core.invocation.Claim;

/** What operators see of dispatching. */
public final class LaunchMetrics {

  private final MeterRegistry registry;
  private final Counter claimed;
  private final Counter accepted;
  private final Counter unknown;
  private final Counter throttled;
  private final Timer call;
  private final Timer lateness;

  public LaunchMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.claimed = registry.counter("iguazu.dispatch.claimed");
    this.accepted = registry.counter("iguazu.dispatch.launched");
    this.unknown = registry.counter("iguazu.dispatch.unknown");
    this.throttled = registry.counter("iguazu.dispatch.throttled");
    this.call = timer(registry, "iguazu.dispatch.launch", "how long one RunTask call takes");
    this.lateness =
        timer(registry, "iguazu.dispatch.lateness", "from due to claimed, of first dispatches");
  }

  private static Timer timer(MeterRegistry registry, String name, String description) {
    return Timer.builder(name)
        .description(description)
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }

  void claimed(Claim claim, Instant at) {
    claimed.increment();
    if (claim.dispatch() == 1) {
      Duration late = Duration.between(claim.dueAt(), at);
      lateness.record(late.isNegative() ? Duration.ZERO : late);
    }
  }

  void throttled() {
    throttled.increment();
  }

  void settled(LaunchOutcome outcome) {
    switch (outcome) {
      case LaunchOutcome.Accepted _ -> accepted.increment();
      case LaunchOutcome.Unknown _ -> unknown.increment();
      case LaunchOutcome.Refused(Refusal refusal, _) ->
          registry
              .counter(
                  "iguazu.dispatch.refused", "kind", refusal.kind().name().toLowerCase(Locale.ROOT))
              .increment();
    }
  }

  <T> T timed(Supplier<T> work) {
    return Objects.requireNonNull(call.record(work));
  }
}
