package org.iguazu.core.invocation;

import static org.iguazu.core.sql.Timestamps.utc;

import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys that callers have used; {@link InvocationIntake} takes them. */
public final class IdempotencyKeys {

  /** For so long a call may be repeated with its key; after that it would be a new call. */
  public static final Duration KEPT = Duration.ofDays(7);

  private static final String FORGET =
      """
      DELETE FROM idempotency_key USING (
        SELECT caller, key FROM idempotency_key WHERE created_at < :before
         ORDER BY created_at LIMIT :limit FOR UPDATE SKIP LOCKED) AS old
       WHERE idempotency_key.caller = old.caller AND idempotency_key.key = old.key
      """;

  private final JdbcClient jdbc;

  public IdempotencyKeys(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * Forgets up to {@code limit} keys that are older than {@link #KEPT}, the oldest first.
   *
   * @return how many
   */
  public int forget(Instant now, int limit) {
    return jdbc.sql(FORGET).param("before", utc(now.minus(KEPT))).param("limit", limit).update();
  }
}
