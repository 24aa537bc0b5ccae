package org.iguazu.webhooks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import org.iguazu.api.webhook.WebhookSecret;

/**
 * Something to be sent.
 *
 * @param id the header {@code webhook-id}: the same whenever this is sent again
 * @param body JSON
 * @param secrets what to sign with, each for itself
 */
public record Message(
    String id, Instant sentAt, String url, String body, List<WebhookSecret> secrets) {

  byte[] bytes() {
    return body.getBytes(UTF_8);
  }

  /** The header {@code webhook-signature}. */
  String signatures() {
    return String.join(
        " ", secrets.stream().map(secret -> secret.sign(id, sentAt, bytes())).toList());
  }
}
