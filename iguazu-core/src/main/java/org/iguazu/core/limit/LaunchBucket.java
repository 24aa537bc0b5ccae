package org.iguazu.core.limit;

import static org.iguazu.core.sql.Timestamps.instant;
import static org.iguazu.core.sql.Timestamps.utc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The token bucket from which ECS pays for RunTask and StopTask, modelled for all servers together.
 * It is kept as one instant, the one from which its next token is there: as many more are as have
 * flowed in since, so a server that takes it to be larger or smaller than another did goes on from
 * the same instant.
 */
public final class LaunchBucket {

  /** Does not wait for the disk: after a crash of PostgreSQL the last of it may be forgotten. */
  private static final String TAKE =
      """
      UPDATE launch_budget SET next_at = greatest(next_at, :now::timestamptz - :fewer::interval) + :cost::interval
       WHERE name = 'ecs' AND set_config('synchronous_commit', 'off', true) = 'off'
      RETURNING next_at
      """;

  private static final String EMPTY =
      """
      UPDATE launch_budget SET next_at = greatest(next_at, :next) WHERE name = 'ecs'
      """;

  private final JdbcClient jdbc;
  private final Duration spacing;
  private final Duration size;

  /**
   * A way to the bucket that all servers share.
   *
   * @param burst how many tokens it holds
   * @param perSecond how many flow in each second
   */
  public LaunchBucket(DataSource dataSource, int burst, double perSecond) {
    this.jdbc = JdbcClient.create(dataSource);
    this.spacing = Duration.ofNanos(Math.round(1e9 / perSecond));
    this.size = spacing.multipliedBy(burst);
  }

  /**
   * Takes tokens, also such as have not flowed in yet.
   *
   * @return for each when it can be spent; now, or as it flows in
   */
  public List<Instant> take(int count, Instant now) {
    Duration cost = spacing.multipliedBy(count);
    Instant next =
        jdbc.sql(TAKE)
            .param("now", utc(now))
            .param("cost", cost.toString())
            .param("fewer", size.minus(spacing).toString())
            .query((row, _) -> instant(row, "next_at"))
            .single();
    Instant first = next.minus(cost);
    return IntStream.range(0, count)
        .mapToObj(token -> first.plus(spacing.multipliedBy(token)))
        .map(at -> at.isBefore(now) ? now : at)
        .toList();
  }

  /** ECS says that the bucket is empty: others draw from it, too. */
  public void empty(Instant now) {
    jdbc.sql(EMPTY).param("next", utc(now.plus(spacing))).update();
  }
}
