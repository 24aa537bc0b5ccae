package org.iguazu.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.UUID;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.lease.Leases;
import org.iguazu.core.wake.Wakeups;
import org.iguazu.core.webhook.Deliveries;
import org.iguazu.webhooks.delivery.DeliveryLoop;
import org.iguazu.webhooks.delivery.DeliveryMetrics;
import org.iguazu.webhooks.delivery.DeliveryPool;
import org.iguazu.webhooks.http.Targets;
import org.iguazu.webhooks.http.Transmitter;
import org.iguazu.webhooks.http.WebhookProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The webhooks' classes, put together; the server adds a clock and a meter registry. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
public class WebhooksConfiguration {

  /** What this server is called while it sends; another one at each start. */
  private final String server =
      "%d-%s"
          .formatted(ProcessHandle.current().pid(), UUID.randomUUID().toString().substring(0, 8));

  @Bean
  Targets webhookTargets(WebhookProperties properties) {
    return new Targets(properties);
  }

  @Bean
  Transmitter webhookTransmitter(WebhookProperties properties) {
    return new Transmitter(properties);
  }

  @Bean
  DeliveryPool deliveryPool(
      Deliveries deliveries,
      InvocationReader invocations,
      Transmitter transmitter,
      MeterRegistry registry,
      WebhookProperties properties,
      InstantSource clock) {
    return new DeliveryPool(
        server,
        new DeliveryPool.Records(deliveries, invocations),
        transmitter,
        new DeliveryMetrics(registry),
        properties,
        clock);
  }

  @Bean
  DeliveryLoop deliveryLoop(
      DeliveryPool pool,
      Deliveries deliveries,
      Leases leases,
      WebhookProperties properties,
      InstantSource clock) {
    return new DeliveryLoop(server, pool, deliveries, leases, properties, clock);
  }

  @Bean
  WebhooksLifecycle webhooksLifecycle(
      WebhookProperties properties, DeliveryLoop loop, Wakeups wakeups) {
    return new WebhooksLifecycle(properties, loop, wakeups);
  }
}
