package org.iguazu.core.webhook;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.core.sql.Rows;
import org.iguazu.core.wake.Announcer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes down that a webhook is to be told of an end, in the transaction of the one who writes the
 * end: what was rolled back is never told, and what was committed is never forgotten.
 */
public final class Outbox {

  private static final Rows<Row> NEW = new Rows<>(Row.class);

  /** The end of an invocation may be written twice, when something more is learnt of it. */
  private static final String ADD =
      """
      INSERT INTO webhook_delivery (id, invocation_id, webhook, state, created_at, next_attempt_at, give_up_at)
      SELECT n.id, n.invocation_id, n.webhook, 'PENDING', n.created_at, n.created_at, n.give_up_at
        FROM %s
          ON CONFLICT (invocation_id) DO NOTHING
      """
          .formatted(NEW.as("n"));

  private final JdbcClient jdbc;
  private final Announcer announcer;

  public Outbox(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.announcer = new Announcer(jdbc);
  }

  /** An end, and who is to be told of it. */
  public record End(InvocationId invocation, WebhookName webhook, Instant at) {}

  /** Takes the ends down; costs nothing if there are none. */
  public void add(List<End> ends) {
    if (ends.isEmpty()) {
      return;
    }
    jdbc.sql(ADD).params(NEW.parameters(ends.stream().map(Row::of).toList())).update();
    announcer.deliveries();
  }

  /** A new row of {@code webhook_delivery}, by its columns. */
  private record Row(
      UUID id, UUID invocationId, String webhook, Instant createdAt, Instant giveUpAt) {

    static Row of(End end) {
      return new Row(
          UuidCreator.getTimeOrderedEpoch(end.at()),
          end.invocation().value(),
          end.webhook().value(),
          end.at(),
          end.at().plus(Deliveries.PATIENCE));
    }
  }
}
