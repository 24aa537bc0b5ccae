package org.iguazu.api.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A webhook that was just registered or changed.
 *
 * @param webhook what is known of it
 * @param secret its new secret, {@code whsec_…}, where there is one: told this once
 */
public record WebhookRegistration(Webhook webhook, @Nullable String secret) {}
