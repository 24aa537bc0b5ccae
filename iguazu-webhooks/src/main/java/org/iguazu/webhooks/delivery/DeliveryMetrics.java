package org.iguazu.webhooks.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.iguazu.core.webhook.AfterAttempt;

/** What operators see of deliveries. */
public final class DeliveryMetrics {

  private final MeterRegistry registry;
  private final Timer attempt;

  public DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.attempt =
        Timer.builder("iguazu.webhook.attempt")
            .description("how long one try to deliver takes")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
  }

  void attempted(AfterAttempt after, Duration took) {
    attempt.record(took);
    String result =
        switch (after) {
          case AfterAttempt.Delivered _ -> "delivered";
          case AfterAttempt.Again _ -> "again";
          case AfterAttempt.Gone _ -> "gone";
          case AfterAttempt.GivenUp _ -> "given_up";
        };
    registry.counter("iguazu.webhook.attempts", "result", result).increment();
  }

  void sending(Supplier<Number> count) {
    Gauge.builder("iguazu.webhook.sending", count)
        .description("messages that are being sent")
        .register(registry);
  }
}
