package org.iguazu.core.webhook;

import static org.iguazu.core.sql.Timestamps.instant;
import static org.iguazu.core.sql.Timestamps.instantOrNull;
import static org.iguazu.core.sql.Timestamps.utc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.webhook.Webhook;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.api.webhook.WebhookSecret;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who may be told that invocations have finished. Secrets are kept as they are, for they sign; they
 * leave this class once each, when they are made, and for {@link Deliveries}.
 */
public final class Webhooks {

  /** How long an invocation is still accepted for a webhook that another server has deleted. */
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private static final String COLUMNS =
      "name, url, owner, created_at, updated_at, old_secret_until, disabled_at";

  private static final String INSERT =
      """
      INSERT INTO webhook (name, url, owner, secret, created_at, updated_at)
      VALUES (:name, :url, :owner, :secret, :now, :now)
          ON CONFLICT (name) DO NOTHING
      """;

  /** Whoever sets the address says that it is good: that ends a 410. */
  private static final String SET_ADDRESS =
      """
      UPDATE webhook SET url = :url, updated_at = :now, disabled_at = NULL WHERE name = :name
      """;

  private static final String ROTATE =
      """
      UPDATE webhook
         SET secret = :secret,
             old_secret = CASE WHEN :until > :now THEN secret END,
             old_secret_until = CASE WHEN :until > :now THEN :until END
       WHERE name = :name
      """;

  private static final String GIVE_UP_ITS_DELIVERIES =
      """
      UPDATE webhook_delivery
         SET state = 'GIVEN_UP', reason = :reason, next_attempt_at = NULL, sender = NULL, ended_at = :now
       WHERE webhook = :name AND state = 'PENDING'
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final SecureRandom random = new SecureRandom();
  private final Cache<WebhookName, Boolean> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();

  public Webhooks(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** Registers a webhook, or sets the address of the one of that name. */
  public WebhookChange put(WebhookName name, String url, Keeper by, Instant now) {
    WebhookSecret secret = WebhookSecret.fresh(random);
    return inTransaction(() -> {
      int inserted =
          jdbc.sql(INSERT)
              .param("name", name.value())
              .param("url", url)
              .param("owner", by.name())
              .param("secret", secret.bytes())
              .param("now", utc(now))
              .update();
      return inserted == 1
          ? new WebhookChange.WithSecret(find(name).orElseThrow(), secret)
          : change(name, by, _ -> setAddress(name, url, now));
    });
  }

  private WebhookChange setAddress(WebhookName name, String url, Instant now) {
    jdbc.sql(SET_ADDRESS)
        .param("name", name.value())
        .param("url", url)
        .param("now", utc(now))
        .update();
    return new WebhookChange.AddressSet(find(name).orElseThrow());
  }

  /**
   * Gives a webhook a new secret; the old one signs as well for {@code overlap}. There are never
   * more than two: another rotation has to wait, unless it has no overlap.
   */
  public WebhookChange rotate(WebhookName name, Duration overlap, Keeper by, Instant now) {
    return inTransaction(() ->
        change(
            name,
            by,
            webhook -> {
              Instant two = webhook.oldSecretUntil();
              return two != null && two.isAfter(now) && overlap.isPositive()
                  ? new WebhookChange.TwoSecrets(two)
                  : setSecret(name, now.plus(overlap), now);
            }));
  }

  private WebhookChange setSecret(WebhookName name, Instant oldUntil, Instant now) {
    WebhookSecret secret = WebhookSecret.fresh(random);
    jdbc.sql(ROTATE)
        .param("name", name.value())
        .param("secret", secret.bytes())
        .param("until", utc(oldUntil))
        .param("now", utc(now))
        .update();
    return new WebhookChange.WithSecret(find(name).orElseThrow(), secret);
  }

  /** Deletes a webhook; what was to be sent to it is given up. */
  public WebhookChange delete(WebhookName name, Keeper by, Instant now) {
    WebhookChange change = inTransaction(() -> change(name, by, _ -> deleted(name, now)));
    known.invalidate(name);
    return change;
  }

  private WebhookChange deleted(WebhookName name, Instant now) {
    jdbc.sql("DELETE FROM webhook WHERE name = :name").param("name", name.value()).update();
    jdbc.sql(GIVE_UP_ITS_DELIVERIES)
        .param("name", name.value())
        .param("reason", "webhook '%s' was deleted".formatted(name))
        .param("now", utc(now))
        .update();
    return new WebhookChange.Deleted();
  }

  private WebhookChange change(
      WebhookName name, Keeper by, Function<Webhook, WebhookChange> change) {
    Optional<Webhook> locked = find(name, " FOR UPDATE");
    if (locked.isEmpty()) {
      return new WebhookChange.Unknown();
    }
    Webhook webhook = locked.get();
    return by.mayChange(webhook.owner())
        ? change.apply(webhook)
        : new WebhookChange.NotTheirs(webhook.owner());
  }

  public Optional<Webhook> find(WebhookName name) {
    return find(name, "");
  }

  private Optional<Webhook> find(WebhookName name, String lock) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM webhook WHERE name = :name" + lock)
        .param("name", name.value())
        .query(Webhooks::read)
        .optional();
  }

  /** Whether there is such a webhook; a few seconds old. */
  public boolean isKnown(WebhookName name) {
    return known.get(name, it -> find(it).isPresent() ? true : null) != null;
  }

  /** What to answer to a request that names an unknown webhook. */
  public static Problem unknown(WebhookName name) {
    return Problem.of(
        ProblemCode.INVALID_REQUEST,
        "There is no webhook '%s'; register it first, or look at the list of webhooks."
            .formatted(name),
        List.of(new FieldError("/webhook", "names no registered webhook")));
  }

  /**
   * Webhooks in the order of their names.
   *
   * @param after go on after this one; null to begin
   */
  public List<Webhook> list(@Nullable String after, int limit) {
    return jdbc.sql(
            "SELECT " + COLUMNS + " FROM webhook WHERE name > :after ORDER BY name LIMIT :limit")
        .param("after", after == null ? "" : after)
        .param("limit", limit)
        .query(Webhooks::read)
        .list();
  }

  private static Webhook read(ResultSet row, int number) throws SQLException {
    return new Webhook(
        new WebhookName(row.getString("name")),
        row.getString("url"),
        row.getString("owner"),
        instant(row, "created_at"),
        instant(row, "updated_at"),
        instantOrNull(row, "old_secret_until"),
        instantOrNull(row, "disabled_at"));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(_ -> work.get()));
  }
}
