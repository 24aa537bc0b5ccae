package org.iguazu.api.client;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.iguazu.api.delivery.WebhookDelivery;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.webhook.SecretRotation;
import org.iguazu.api.webhook.Webhook;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.api.webhook.WebhookRegistration;
import org.iguazu.api.webhook.WebhookRequest;

/** Who is told when invocations finish, and what became of the telling. */
public final class WebhooksClient {

  private final Transport transport;

  WebhooksClient(Transport transport) {
    this.transport = transport;
  }

  /**
   * Registers a webhook, or sets the address of the one of that name. Its secret is told when it is
   * registered, this once; if that answer is lost, rotate it.
   */
  public WebhookRegistration put(String name, String url) {
    return transport.exchange(
        Call.put(webhook(name).toString(), new WebhookRequest(url)), WebhookRegistration.class);
  }

  /**
   * Gives the webhook a new secret, told this once.
   *
   * @param overlap how long the old one is used as well
   */
  public WebhookRegistration rotate(String name, Duration overlap) {
    var path = Path.of("api", "webhooks", name, "rotate");
    return transport.exchange(
        Call.postOnce(path.toString(), new SecretRotation(overlap)), WebhookRegistration.class);
  }

  public Webhook get(String name) {
    return transport.exchange(Call.get(webhook(name).toString()), Webhook.class);
  }

  /** All webhooks by name. */
  public Stream<Webhook> list() {
    return Pages.all(
        after -> transport.page(Path.of("api", "webhooks").with("after", after), Webhook.class));
  }

  /** Deletes the webhook; what was to be sent to it is given up. */
  public void delete(String name) {
    transport.run(Call.delete(webhook(name).toString()));
  }

  /** What webhooks were told of an invocation's end, and what they answered. */
  public Stream<WebhookDelivery> deliveries(InvocationId invocation) {
    var path = Path.of("api", "invocations", invocation.toString(), "deliveries");
    return transport.page(path, WebhookDelivery.class).items().stream();
  }

  /** Sends it once more, whatever became of it, with the same {@code webhook-id}. */
  public WebhookDelivery redeliver(InvocationId invocation, UUID delivery) {
    var path =
        Path.of(
            "api",
            "invocations",
            invocation.toString(),
            "deliveries",
            delivery.toString(),
            "redeliver");
    return transport.exchange(Call.postOnce(path.toString(), null), WebhookDelivery.class);
  }

  private static Path webhook(String name) {
    return Path.of("api", "webhooks", new WebhookName(name).value());
  }
}
