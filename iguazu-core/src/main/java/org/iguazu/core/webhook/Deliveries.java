package org.iguazu.core.webhook;

import static org.iguazu.core.sql.Timestamps.instant;
import static org.iguazu.core.sql.Timestamps.instantOrNull;
import static org.iguazu.core.sql.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.iguazu.api.delivery.DeliveryAttempt;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.api.webhook.WebhookSecret;
import org.iguazu.core.sql.Rows;
import org.iguazu.core.wake.Announcer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is still to be told to webhooks: claimed, sent by others, and written down here. */
public final class Deliveries {

  /** How long a delivery is tried again. */
  public static final Duration PATIENCE = Duration.ofDays(3);

  private static final Rows<Busy> BUSY = new Rows<>(Busy.class);

  /** A share for each webhook, so that one that answers slowly takes no other's turn. */
  private static final String CLAIM =
      """
      WITH due AS (
        SELECT d.id
          FROM webhook w
          LEFT JOIN %s ON b.name = w.name
         CROSS JOIN LATERAL (
               SELECT id, next_attempt_at FROM webhook_delivery
                WHERE webhook = w.name AND state = 'PENDING' AND next_attempt_at <= :now
                ORDER BY next_attempt_at
                LIMIT greatest(0, :share - coalesce(b.sending, 0))
                  FOR UPDATE SKIP LOCKED) AS d
         WHERE w.disabled_at IS NULL
         ORDER BY d.next_attempt_at
         LIMIT :limit)
      UPDATE webhook_delivery d
         SET attempts = d.attempts + 1, next_attempt_at = :lease, sender = :sender
        FROM due, webhook w
       WHERE d.id = due.id AND w.name = d.webhook
      RETURNING d.id, d.invocation_id, d.webhook, d.attempts, d.give_up_at, w.url, w.secret, w.old_secret,
                w.old_secret_until
      """
          .formatted(BUSY.as("b"));

  private static final String LOG_ATTEMPT =
      """
      INSERT INTO webhook_attempt (delivery_id, number, at, took_ms, status, error)
      SELECT id, :number, :at, :took, :status, :error FROM webhook_delivery WHERE id = :id
          ON CONFLICT (delivery_id, number) DO NOTHING
      """;

  /** True whoever has claimed it meanwhile. */
  private static final String DELIVERED =
      """
      UPDATE webhook_delivery
         SET state = 'DELIVERED', next_attempt_at = NULL, sender = NULL, ended_at = :at
       WHERE id = :id AND state = 'PENDING'
      """;

  /** Not if the lease has run out and another server is sending it. */
  private static final String AGAIN =
      """
      UPDATE webhook_delivery SET next_attempt_at = :next, sender = NULL
       WHERE id = :id AND state = 'PENDING' AND attempts = :attempt
      """;

  private static final String GIVEN_UP =
      """
      UPDATE webhook_delivery
         SET state = 'GIVEN_UP', reason = :reason, next_attempt_at = NULL, sender = NULL, ended_at = :at
       WHERE id = :id AND state = 'PENDING' AND attempts = :attempt
      """;

  /** Only if it is still the address that answered so. */
  private static final String DISABLE =
      """
      UPDATE webhook SET disabled_at = :at WHERE name = :name AND url = :url AND disabled_at IS NULL
      """;

  /** What is being sent is left alone: it will be over in a moment. */
  private static final String SEND_NOW =
      """
      UPDATE webhook_delivery
         SET state = 'PENDING', reason = NULL, ended_at = NULL, give_up_at = :giveUpAt,
             next_attempt_at = CASE WHEN sender IS NULL THEN :now ELSE next_attempt_at END
       WHERE id = :id AND invocation_id = :invocation
      """;

  private static final String GIVE_UP_UNSENDABLE =
      """
      UPDATE webhook_delivery d
         SET state = 'GIVEN_UP', next_attempt_at = NULL, sender = NULL, ended_at = :now,
             reason = 'for three days webhook ''' || d.webhook || ''' did not exist or was disabled'
       WHERE state = 'PENDING' AND give_up_at <= :now
         AND NOT EXISTS (SELECT FROM webhook w WHERE w.name = d.webhook AND w.disabled_at IS NULL)
      """;

  private static final String PURGE =
      """
      DELETE FROM webhook_delivery WHERE id IN (
        SELECT id FROM webhook_delivery WHERE ended_at < :before ORDER BY ended_at LIMIT :limit)
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Announcer announcer;

  public Deliveries(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.announcer = new Announcer(jdbc);
  }

  /**
   * How much a server can send.
   *
   * @param limit how many deliveries more
   * @param share how many to one webhook at a time
   * @param busy how many it is sending already, by webhook
   */
  public record Room(int limit, int share, Map<WebhookName, Integer> busy) {}

  /**
   * Takes what may be sent now. No other call anywhere takes the same before {@code lease}, by when
   * the claimer must have sent and recorded it.
   */
  public List<DueDelivery> claim(Room room, String sender, Instant lease, Instant now) {
    return jdbc.sql(CLAIM)
        .params(BUSY.parameters(Busy.of(room.busy())))
        .param("share", room.share())
        .param("limit", room.limit())
        .param("sender", sender)
        .param("lease", utc(lease))
        .param("now", utc(now))
        .query((row, _) -> due(row, now))
        .list();
  }

  private record Busy(String name, int sending) {

    static List<Busy> of(Map<WebhookName, Integer> busy) {
      return busy.entrySet().stream()
          .map(it -> new Busy(it.getKey().value(), it.getValue()))
          .toList();
    }
  }

  private static DueDelivery due(ResultSet row, Instant now) throws SQLException {
    var secrets = new ArrayList<WebhookSecret>();
    secrets.add(WebhookSecret.of(row.getBytes("secret")));
    Instant oldUntil = instantOrNull(row, "old_secret_until");
    if (oldUntil != null && oldUntil.isAfter(now)) {
      secrets.add(WebhookSecret.of(row.getBytes("old_secret")));
    }
    return new DueDelivery(
        row.getObject("id", UUID.class),
        new InvocationId(row.getObject("invocation_id", UUID.class)),
        new WebhookName(row.getString("webhook")),
        row.getInt("attempts"),
        instant(row, "give_up_at").minus(PATIENCE),
        row.getString("url"),
        secrets);
  }

  /** Writes down how a try went, and what follows from it. */
  public void record(DueDelivery delivery, DeliveryAttempt attempt, AfterAttempt after) {
    transaction.executeWithoutResult(_ -> {
      log(delivery, attempt);
      Instant end = attempt.at().plus(attempt.took());
      switch (after) {
        case AfterAttempt.Delivered() ->
            jdbc.sql(DELIVERED).param("id", delivery.id()).param("at", utc(end)).update();
        case AfterAttempt.Again(Instant at) -> again(delivery, at);
        case AfterAttempt.Gone(Instant at) -> {
          again(delivery, at);
          disable(delivery, end);
        }
        case AfterAttempt.GivenUp(String reason) ->
            jdbc.sql(GIVEN_UP)
                .param("id", delivery.id())
                .param("attempt", delivery.attempt())
                .param("reason", reason)
                .param("at", utc(end))
                .update();
      }
    });
  }

  private void log(DueDelivery delivery, DeliveryAttempt attempt) {
    jdbc.sql(LOG_ATTEMPT)
        .param("id", delivery.id())
        .param("number", attempt.number())
        .param("at", utc(attempt.at()))
        .param("took", attempt.took().toMillis())
        .param("status", attempt.status())
        .param("error", attempt.error())
        .update();
  }

  private void again(DueDelivery delivery, Instant at) {
    jdbc.sql(AGAIN)
        .param("id", delivery.id())
        .param("attempt", delivery.attempt())
        .param("next", utc(at))
        .update();
  }

  private void disable(DueDelivery delivery, Instant at) {
    jdbc.sql(DISABLE)
        .param("name", delivery.webhook().value())
        .param("url", delivery.url())
        .param("at", utc(at))
        .update();
  }

  /**
   * Sends a delivery once more, whatever became of it, and for three days if need be.
   *
   * @return whether the invocation has such a delivery
   */
  public boolean sendAgain(InvocationId invocation, UUID delivery, Instant now) {
    Integer changed =
        transaction.execute(_ -> {
          announcer.deliveries();
          return jdbc.sql(SEND_NOW)
              .param("id", delivery)
              .param("invocation", invocation.value())
              .param("now", utc(now))
              .param("giveUpAt", utc(now.plus(PATIENCE)))
              .update();
        });
    return Objects.requireNonNull(changed) > 0;
  }

  /**
   * Gives up what could not even be tried, for its webhook is gone or disabled.
   *
   * @return how many
   */
  public int giveUpUnsendable(Instant now) {
    return jdbc.sql(GIVE_UP_UNSENDABLE).param("now", utc(now)).update();
  }

  /**
   * Forgets up to {@code limit} deliveries that ended before {@code before}.
   *
   * @return how many
   */
  public int purge(Instant before, int limit) {
    return jdbc.sql(PURGE).param("before", utc(before)).param("limit", limit).update();
  }
}
