package org.iguazu.api.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered receiver of news, without its secret.
 *
 * @param name what invocations and schedules call it
 * @param url where its news are POSTed
 * @param owner the name of the API key that registered it; only such a key, or one with the scope
 *     ADMIN, may change it
 * @param createdAt when it was registered
 * @param updatedAt when its address was last set
 * @param oldSecretUntil until when news are signed with the secret before the last rotation, too
 * @param disabledAt when it answered 410 (Gone): nothing is sent until its address is set again
 */
public record Webhook(
    WebhookName name,
    String url,
    String owner,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant oldSecretUntil,
    @Nullable Instant disabledAt) {}
