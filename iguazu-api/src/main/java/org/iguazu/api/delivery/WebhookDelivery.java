package org.iguazu.api.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.webhook.WebhookName;
import org.jspecify.annotations.Nullable;

/**
 * The news of an invocation's end on its way to a webhook.
 *
 * @param id its id; every attempt carries {@code msg_} and this as its {@code webhook-id}
 * @param invocation the invocation that has finished
 * @param webhook who is told
 * @param state where it stands
 * @param reason why it was given up, in one sentence
 * @param createdAt when the invocation finished
 * @param nextAttemptAt when it will be sent again at the earliest; while it is being sent, when
 *     that counts as failed
 * @param giveUpAt when it is tried for the last time
 * @param deliveredAt when the receiver answered with success
 * @param attempts each try whose end is known, oldest first; a number that is missing was begun by
 *     a server that did not live to see it end
 */
public record WebhookDelivery(
    UUID id,
    InvocationId invocation,
    WebhookName webhook,
    DeliveryState state,
    @Nullable String reason,
    Instant createdAt,
    @Nullable Instant nextAttemptAt,
    Instant giveUpAt,
    @Nullable Instant deliveredAt,
    List<DeliveryAttempt> attempts) {

  public WebhookDelivery {
    attempts = List.copyOf(attempts);
  }

  /** The value of the header {@code webhook-id}, the same in every attempt. */
  public String messageId() {
    return messageId(id);
  }

  /** The value of the header {@code webhook-id} for the delivery {@code id}. */
  public static String messageId(UUID id) {
    return "msg_" + id;
  }
}
