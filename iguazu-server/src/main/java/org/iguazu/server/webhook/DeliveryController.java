package org.iguazu.server.webhook;

import java.time.InstantSource;
import java.util.UUID;
import org.iguazu.api.Page;
import org.iguazu.api.delivery.WebhookDelivery;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.key.Scope;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.webhook.Deliveries;
import org.iguazu.core.webhook.DeliveryLog;
import org.iguazu.server.problem.NotFound;
import org.iguazu.server.security.Needs;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invocations: what webhooks were told of them. */
@RestController
@RequestMapping(
    path = "/api/invocations/{id}/deliveries",
    produces = MediaType.APPLICATION_JSON_VALUE)
final class DeliveryController {

  private final Deliveries deliveries;
  private final DeliveryLog log;
  private final InvocationReader invocations;
  private final InstantSource clock;

  DeliveryController(
      Deliveries deliveries, DeliveryLog log, InvocationReader invocations, InstantSource clock) {
    this.deliveries = deliveries;
    this.log = log;
    this.invocations = invocations;
    this.clock = clock;
  }

  /**
   * What the invocation's webhook was told, and what it answered; nothing before the invocation has
   * finished.
   */
  @GetMapping
  @Needs(Scope.READ)
  Page<WebhookDelivery> deliveries(@PathVariable InvocationId id) {
    if (invocations.finished(id).isEmpty()) {
      throw NotFound.of("invocation", id, "GET /api/invocations lists those that there are.");
    }
    return new Page<>(log.of(id), null);
  }

  /**
   * Sends it once more, whatever became of it, and for three days if need be; with the same {@code
   * webhook-id}.
   */
  @PostMapping("/{delivery}/redeliver")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Needs(Scope.INVOKE)
  WebhookDelivery redeliver(@PathVariable InvocationId id, @PathVariable UUID delivery) {
    deliveries.sendAgain(id, delivery, clock.instant());
    return log.of(id).stream()
        .filter(it -> it.id().equals(delivery))
        .findFirst()
        .orElseThrow(() ->
            NotFound.of(
                "delivery",
                delivery,
                "GET /api/invocations/%s/deliveries lists those that there are.".formatted(id)));
  }
}
