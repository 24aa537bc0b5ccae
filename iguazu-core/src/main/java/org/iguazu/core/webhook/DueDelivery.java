package org.iguazu.core.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.api.webhook.WebhookSecret;

/**
 * A delivery that was claimed: to be sent now, by the claimer.
 *
 * @param attempt the number of this try
 * @param begunAt when the three days began, after which it is given up
 * @param secrets what to sign with: the current one, and the old one while it is rotated
 */
public record DueDelivery(
    UUID id,
    InvocationId invocation,
    WebhookName webhook,
    int attempt,
    Instant begunAt,
    String url,
    List<WebhookSecret> secrets) {

  /** When it is tried for the last time. */
  public Instant giveUpAt() {
    return begunAt.plus(Deliveries.PATIENCE);
  }
}
