package org.iguazu.webhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.iguazu.api.delivery.DeliveryAttempt;
import org.iguazu.api.delivery.WebhookDelivery;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.webhook.AfterAttempt;
import org.iguazu.core.webhook.Deliveries;
import org.iguazu.core.webhook.DueDelivery;
import org.iguazu.webhooks.http.Answer;
import org.iguazu.webhooks.http.Message;
import org.iguazu.webhooks.http.Transmitter;
import org.iguazu.webhooks.http.WebhookProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due, many at once and few to one webhook. At least once: a server that dies between
 * sending and writing that down leaves the delivery to whoever claims it next.
 */
public final class DeliveryPool {

  private static final Logger log = LoggerFactory.getLogger(DeliveryPool.class);

  /** How long nobody else takes what was claimed; longer than anything may take. */
  static final Duration LEASE = Duration.ofMinutes(2);

  private final String server;
  private final Deliveries deliveries;
  private final InvocationReader invocations;
  private final Transmitter transmitter;
  private final DeliveryMetrics metrics;
  private final WebhookProperties properties;
  private final InstantSource clock;
  private final Executor threads = task -> Thread.ofVirtual().name("iguazu-webhook").start(task);
  private final Map<WebhookName, Integer> sending = new ConcurrentHashMap<>();

  public DeliveryPool(
      String server,
      Records records,
      Transmitter transmitter,
      DeliveryMetrics metrics,
      WebhookProperties properties,
      InstantSource clock) {
    this.server = server;
    this.deliveries = records.deliveries();
    this.invocations = records.invocations();
    this.transmitter = transmitter;
    this.metrics = metrics;
    this.properties = properties;
    this.clock = clock;
    metrics.sending(this::sendingNow);
  }

  /** What is told, and of what. */
  public record Records(Deliveries deliveries, InvocationReader invocations) {}

  /**
   * Begins to send what is due, as far as there is room.
   *
   * @return what was begun; each is done when it was sent and written down
   */
  public List<CompletableFuture<Void>> tick() {
    int free = properties.atOnce() - sendingNow();
    if (free <= 0) {
      return List.of();
    }
    Instant now = clock.instant();
    var room = new Deliveries.Room(free, properties.atOnceToOne(), Map.copyOf(sending));
    return deliveries.claim(room, server, now.plus(LEASE), now).stream().map(this::begin).toList();
  }

  /** How many messages are being sent. */
  public int sendingNow() {
    return sending.values().stream().mapToInt(Integer::intValue).sum();
  }

  private CompletableFuture<Void> begin(DueDelivery delivery) {
    sending.merge(delivery.webhook(), 1, Integer::sum);
    return CompletableFuture.runAsync(() -> deliver(delivery), threads)
        .whenComplete((_, _) ->
            sending.computeIfPresent(delivery.webhook(), (_, n) -> n == 1 ? null : n - 1));
  }

  private void deliver(DueDelivery delivery) {
    try {
      Instant begun = clock.instant();
      Optional<Invocation> invocation = invocations.find(delivery.invocation());
      Answer answer =
          invocation.isPresent()
              ? transmitter.send(message(delivery, invocation.get(), begun))
              : new Answer.Unanswered(
                  "invocation " + delivery.invocation() + " is not known any more");
      settle(delivery, answer, begun);
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("invocation", delivery.invocation())
          .addKeyValue("webhook", delivery.webhook())
          .setCause(e)
          .log("a delivery cannot be written down; it is sent again in {}", LEASE);
    }
  }

  private static Message message(DueDelivery delivery, Invocation invocation, Instant now) {
    return new Message(
        WebhookDelivery.messageId(delivery.id()),
        now,
        delivery.url(),
        Events.body(invocation),
        delivery.secrets());
  }

  private void settle(DueDelivery delivery, Answer answer, Instant begun) {
    Instant now = clock.instant();
    Integer status = answer instanceof Answer.Answered it ? it.status() : null;
    var took = Duration.between(begun, now);
    AfterAttempt after = Retries.after(delivery, answer, now);
    deliveries.record(
        delivery,
        new DeliveryAttempt(delivery.attempt(), begun, took, status, Retries.error(answer)),
        after);
    metrics.attempted(after, took);
    say(delivery, after);
  }

  private static void say(DueDelivery delivery, AfterAttempt after) {
    switch (after) {
      case AfterAttempt.Delivered _, AfterAttempt.Again _ ->
          log.debug("delivery {} to {}: {}", delivery.id(), delivery.webhook(), after);
      case AfterAttempt.Gone _ ->
          log.warn(
              "webhook {} answers 410 (Gone): nothing is sent to it until its address is set again",
              delivery.webhook());
      case AfterAttempt.GivenUp(String reason) ->
          log.atWarn()
              .addKeyValue("invocation", delivery.invocation())
              .addKeyValue("webhook", delivery.webhook())
              .log("a webhook was not told of an end: {}", reason);
    }
  }
}
