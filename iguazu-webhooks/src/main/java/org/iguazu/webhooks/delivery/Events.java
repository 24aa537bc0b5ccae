package org.iguazu.webhooks.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.iguazu.api.delivery.WebhookEvent;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.json.IguazuJson;
import tools.jackson.databind.JsonNode;

/** Words the news of an invocation's end. */
final class Events {

  /** Receivers must be able to take in whole messages of a sensible size. */
  private static final int LONGEST_RESULT = 16 * 1024;

  private Events() {}

  static String body(Invocation invocation) {
    return IguazuJson.strict().writeValueAsString(of(invocation));
  }

  static WebhookEvent of(Invocation invocation) {
    Outcome outcome = Objects.requireNonNull(invocation.outcome());
    var finishedAt = Objects.requireNonNull(invocation.finishedAt());
    JsonNode result = invocation.result();
    boolean tooLong =
        result != null
            && result.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_RESULT;
    return new WebhookEvent(
        WebhookEvent.typeOf(outcome.kind()),
        finishedAt,
        new WebhookEvent.Data(
            invocation.id(),
            invocation.job(),
            outcome.kind(),
            outcome.reason(),
            outcome.exitCode(),
            invocation.labels(),
            invocation.startedAt(),
            finishedAt,
            tooLong ? null : result,
            tooLong));
  }
}
