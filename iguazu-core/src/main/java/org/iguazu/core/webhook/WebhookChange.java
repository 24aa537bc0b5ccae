package org.iguazu.core.webhook;

import java.time.Instant;
import org.iguazu.api.webhook.Webhook;
import org.iguazu.api.webhook.WebhookSecret;

/** What became of a wish to change a webhook. */
public sealed interface WebhookChange {

  /** It was registered, or got a new secret. */
  record WithSecret(Webhook webhook, WebhookSecret secret) implements WebhookChange {}

  /** Its address was set. */
  record AddressSet(Webhook webhook) implements WebhookChange {}

  /** It is gone. */
  record Deleted() implements WebhookChange {}

  /** Nothing was changed. */
  sealed interface Refused extends WebhookChange {}

  /** There is none of that name. */
  record Unknown() implements Refused {}

  /** It belongs to somebody else. */
  record NotTheirs(String owner) implements Refused {}

  /** A rotation is under way, until which the old secret is in use. */
  record TwoSecrets(Instant until) implements Refused {}
}
