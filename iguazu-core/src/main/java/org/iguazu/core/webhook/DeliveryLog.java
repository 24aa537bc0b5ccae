package org.iguazu.core.webhook;

import static org.iguazu.core.sql.Timestamps.instant;
import static org.iguazu.core.sql.Timestamps.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.iguazu.api.delivery.DeliveryAttempt;
import org.iguazu.api.delivery.DeliveryState;
import org.iguazu.api.delivery.WebhookDelivery;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.webhook.WebhookName;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What callers may know of deliveries. */
public final class DeliveryLog {

  private static final String OF_INVOCATION =
      """
      SELECT id, invocation_id, webhook, state, reason, created_at, next_attempt_at, give_up_at, ended_at
        FROM webhook_delivery WHERE invocation_id = :invocation ORDER BY id
      """;

  private static final String ATTEMPTS =
      """
      SELECT number, at, took_ms, status, error FROM webhook_attempt WHERE delivery_id = :id ORDER BY number
      """;

  private final JdbcClient jdbc;

  public DeliveryLog(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** The deliveries of an invocation's news, with each try. */
  public List<WebhookDelivery> of(InvocationId invocation) {
    return jdbc.sql(OF_INVOCATION)
        .param("invocation", invocation.value())
        .query((row, _) -> delivery(row))
        .list();
  }

  private WebhookDelivery delivery(ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    var state = DeliveryState.valueOf(row.getString("state"));
    return new WebhookDelivery(
        id,
        new InvocationId(row.getObject("invocation_id", UUID.class)),
        new WebhookName(row.getString("webhook")),
        state,
        row.getString("reason"),
        instant(row, "created_at"),
        instantOrNull(row, "next_attempt_at"),
        instant(row, "give_up_at"),
        state == DeliveryState.DELIVERED ? instantOrNull(row, "ended_at") : null,
        attempts(id));
  }

  private List<DeliveryAttempt> attempts(UUID delivery) {
    return jdbc.sql(ATTEMPTS)
        .param("id", delivery)
        .query((row, _) ->
            new DeliveryAttempt(
                row.getInt("number"),
                instant(row, "at"),
                Duration.ofMillis(row.getLong("took_ms")),
                row.getObject("status", Integer.class),
                row.getString("error")))
        .list();
  }
}
