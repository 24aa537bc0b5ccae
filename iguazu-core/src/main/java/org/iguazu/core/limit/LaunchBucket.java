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
 * It is kept as one instant: the one at which it will be full again.
 */
public final class LaunchBucket {

  private static final String TAKE =
      """
      UPDATE launch_budget
         SET spent_until = greatest(spent_until, :now) + :cost::interval,
             next_at = greatest(spent_until, :now) + :cost::interval - :fewer::interval
       WHERE name = 'ecs'
      RETURNING spent_until
      """;

  private static final String EMPTY =
      """
      UPDATE launch_budget
         SET spent_until = greatest(spent_until, :until), next_at = greatest(next_at, :next)
       WHERE name = 'ecs'
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
    Instant spentUntil =
        jdbc.sql(TAKE)
            .param("now", utc(now))
            .param("cost", cost.toString())
            .param("fewer", size.minus(spacing).toString())
            .query((row, _) -> instant(row, "spent_until"))
            .single();
    Instant before = spentUntil.minus(cost).minus(size);
    return IntStream.rangeClosed(1, count)
        .mapToObj(token -> before.plus(spacing.multipliedBy(token)))
        .map(at -> at.isBefore(now) ? now : at)
        .toList();
  }

  /** ECS says that the bucket is empty: others draw from it, too. */
  public void empty(Instant now) {
    jdbc.sql(EMPTY)
        .param("until", utc(now.plus(size)))
        .param("next", utc(now.plus(spacing)))
        .update();
  }
}
