package org.iguazu.core.invocation;

import static org.iguazu.core.sql.Timestamps.instant;
import static org.iguazu.core.sql.Timestamps.utc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits for nothing but its time. */
final class UnlimitedQueue {

  /** The priorities that anything queued has, highest first. */
  private static final String LEVELS =
      """
      WITH RECURSIVE level (priority) AS (
        (SELECT priority FROM invocation
          WHERE phase = 'QUEUED' AND waits_for IS NULL AND slot_key IS NULL ORDER BY priority DESC LIMIT 1)
        UNION ALL
        SELECT (SELECT i.priority FROM invocation i
                 WHERE i.phase = 'QUEUED' AND i.waits_for IS NULL AND i.slot_key IS NULL AND i.priority < level.priority
                 ORDER BY i.priority DESC LIMIT 1)
          FROM level WHERE level.priority IS NOT NULL)
      SELECT priority FROM level WHERE priority IS NOT NULL
      """;

  private static final String CLAIMABLE =
      """
       WHERE phase = 'QUEUED' AND waits_for IS NULL AND slot_key IS NULL AND invocation.priority = %s
         AND claimable_at <= :now AND start_by > :now AND NOT cluster = ANY (:closed::text[])
       ORDER BY claimable_at
       LIMIT %s
      """;

  private static final String LOCK_CLAIMABLE =
      "SELECT %s FROM invocation %s FOR UPDATE SKIP LOCKED"
          .formatted(InvocationRow.COLUMNS, CLAIMABLE.formatted(":priority", ":limit"));

  /** How many of each level are among the first in the order of {@link ClaimOrder}. */
  private static final String SHARES =
      """
      SELECT priority, count(*) AS share FROM (
        SELECT level.priority FROM unnest(:levels::int[]) AS level(priority)
         CROSS JOIN LATERAL (SELECT claimable_at FROM invocation %s) AS due
         ORDER BY due.claimable_at - level.priority * :step::interval
         LIMIT :limit) AS first
       GROUP BY priority
      """
          .formatted(CLAIMABLE.formatted("level.priority", ":limit"));

  private static final String NEXT_DUE =
      """
      SELECT claimable_at FROM invocation
       WHERE phase = 'QUEUED' AND waits_for IS NULL AND slot_key IS NULL AND priority = :priority
         AND claimable_at > :now
       ORDER BY claimable_at LIMIT 1
      """;

  private final JdbcClient jdbc;

  UnlimitedQueue(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Locks the first that are claimable, in the order of {@link ClaimOrder}. */
  List<InvocationRow> lock(int limit, Set<String> closedClusters, Instant now) {
    var rows = new ArrayList<InvocationRow>();
    shares(limit, closedClusters, now)
        .forEach((priority, share) ->
            rows.addAll(
                jdbc.sql(LOCK_CLAIMABLE)
                    .param("priority", priority)
                    .param("now", utc(now))
                    .param("closed", closedClusters.toArray(String[]::new))
                    .param("limit", share)
                    .query(InvocationRow::read)
                    .list()));
    rows.sort(ClaimOrder.OF_ROWS);
    return rows;
  }

  /** How many to take of each priority; of the only one, which is usual, all. */
  private Map<Integer, Integer> shares(int limit, Set<String> closedClusters, Instant now) {
    List<Integer> levels = levels();
    if (levels.size() <= 1) {
      return levels.isEmpty() ? Map.of() : Map.of(levels.getFirst(), limit);
    }
    var shares = new TreeMap<Integer, Integer>();
    jdbc.sql(SHARES)
        .param("levels", levels.stream().map(Object::toString).toArray(String[]::new))
        .param("step", ClaimOrder.STEP.toString())
        .param("now", utc(now))
        .param("closed", closedClusters.toArray(String[]::new))
        .param("limit", limit)
        .query(row -> {
          shares.put(row.getInt("priority"), row.getInt("share"));
        });
    return shares;
  }

  private List<Integer> levels() {
    return jdbc.sql(LEVELS).query(Integer.class).list();
  }

  /** When the next that is not claimable yet becomes so, if there is one. */
  Optional<Instant> nextDue(Instant now) {
    return levels().stream()
        .flatMap(priority ->
            jdbc
                .sql(NEXT_DUE)
                .param("priority", priority)
                .param("now", utc(now))
                .query((row, _) -> instant(row, "claimable_at"))
                .list()
                .stream())
        .min(Instant::compareTo);
  }
}
