package org.iguazu.core.invocation;

import static org.iguazu.core.sql.Timestamps.instant;
import static org.iguazu.core.sql.Timestamps.utc;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.iguazu.core.invocation.Slots.Active;
import org.iguazu.core.invocation.Slots.Group;
import org.iguazu.core.limit.JobLimits;
import org.iguazu.core.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What waits for a slot of its job, too. A slot is not kept anywhere: what is active takes one.
 * Nobody else claims of a job while its limit is locked, so that a slot is never taken twice.
 *
 * <p>However many wait, a look costs as much as there are jobs with free slots, and in them groups:
 * it goes from group to group, and looks at the first of each.
 */
final class LimitedQueue {

  /** So many groups are looked at in one claim; the next one goes on after them. */
  private static final int MOST_HEADS = 1_000;

  /**
   * The jobs of which anything waits and that have a slot free, as far as one can see unlocked.
   * With EXISTS, or without an order, the planner would rather read all that wait.
   */
  private static final String OPEN =
      """
      SELECT job FROM job_limit
       WHERE (SELECT true FROM invocation i
               WHERE i.phase = 'QUEUED' AND i.waits_for IS NULL AND i.slot_key IS NOT NULL
                 AND i.job = job_limit.job ORDER BY i.slot_key, i.priority, i.claimable_at LIMIT 1)
         AND (max_concurrent IS NULL
              OR (SELECT count(*) FROM invocation i
                   WHERE i.phase = 'ACTIVE' AND i.slot_key IS NOT NULL AND i.job = job_limit.job) < max_concurrent)
      """;

  private static final String FIRST_AFTER =
      """
      CROSS JOIN LATERAL (
             SELECT i.job, i.slot_key, i.priority, i.claimable_at FROM invocation i
              WHERE i.phase = 'QUEUED' AND i.waits_for IS NULL AND i.slot_key IS NOT NULL
                AND i.job = before.job AND (i.slot_key, i.priority) > (before.slot_key, before.priority)
              ORDER BY i.slot_key, i.priority, i.claimable_at LIMIT 1) AS next
      """;

  private static final String HEADS =
      """
      WITH RECURSIVE head AS (
        SELECT next.* FROM unnest(:jobs::text[], :keys::text[]) AS start (job, slot_key)
                 CROSS JOIN LATERAL (SELECT start.job, start.slot_key, -1000 AS priority) AS before %s
        UNION ALL
        SELECT next.* FROM head AS before %s)
      SELECT * FROM head LIMIT :most
      """
          .formatted(FIRST_AFTER, FIRST_AFTER);

  private static final String ACTIVE =
      """
      SELECT job, slot_key, count(*) AS active FROM invocation
       WHERE phase = 'ACTIVE' AND slot_key IS NOT NULL AND job = ANY (:jobs::text[])
       GROUP BY job, slot_key
      """;

  private static final Rows<Wanted> WANTED = new Rows<>(Wanted.class);

  private static final String CANDIDATES =
      """
      SELECT due.* FROM %s CROSS JOIN LATERAL (
             SELECT i.id, i.job, i.slot_key, i.priority, i.claimable_at FROM invocation i
              WHERE i.phase = 'QUEUED' AND i.waits_for IS NULL AND i.slot_key IS NOT NULL
                AND i.job = w.job AND i.slot_key = w.slot_key AND i.priority = w.priority
                AND i.claimable_at <= :now AND i.start_by > :now AND NOT i.cluster = ANY (:closed::text[])
              ORDER BY i.claimable_at LIMIT w.most) AS due
      """
          .formatted(WANTED.as("w"));

  private static final String LOCK_CHOSEN =
      """
      SELECT %s FROM invocation
       WHERE id = ANY (:ids::uuid[]) AND phase = 'QUEUED' AND waits_for IS NULL
         FOR UPDATE SKIP LOCKED
      """
          .formatted(InvocationRow.COLUMNS);

  private final JdbcClient jdbc;
  private final JobLimits limits;
  private final Map<String, String> resumeAfter = new ConcurrentHashMap<>();

  /** The first of those of a group that have the same priority. */
  private record Head(Group group, int priority, Instant claimableAt) {}

  /** How many of them to look at. */
  private record Wanted(String job, String slotKey, int priority, int most) {}

  private record Candidate(String id, Group group, Instant order) {}

  LimitedQueue(JdbcClient jdbc, JobLimits limits) {
    this.jdbc = jdbc;
    this.limits = limits;
  }

  /** Locks the first that are claimable and have a slot, in the order of {@link ClaimOrder}. */
  List<InvocationRow> lock(int limit, Set<String> closedClusters, Instant now) {
    List<Head> due = heads().stream().filter(head -> !head.claimableAt().isAfter(now)).toList();
    if (due.isEmpty()) {
      return List.of();
    }
    Slots slots = lockSlots(due.stream().map(head -> head.group().job()).distinct().toList());
    List<Wanted> wanted =
        due.stream()
            .map(head -> wanted(head, Math.min(limit, slots.free(head.group()))))
            .filter(it -> it.most() > 0)
            .toList();
    return lockRows(
        candidates(wanted, closedClusters, now).stream()
            .sorted(Comparator.comparing(Candidate::order))
            .filter(it -> slots.take(it.group()))
            .limit(limit)
            .map(Candidate::id)
            .toList());
  }

  private static Wanted wanted(Head head, int most) {
    return new Wanted(head.group().job(), head.group().key(), head.priority(), most);
  }

  private Slots lockSlots(Collection<String> jobs) {
    var locked = limits.lock(jobs);
    // a statement of its own, after the lock: it sees what was committed until then
    List<Active> active =
        jdbc.sql(ACTIVE)
            .param("jobs", locked.stream().map(limit -> limit.job()).toArray(String[]::new))
            .query((row, _) ->
                new Active(
                    new Group(row.getString("job"), row.getString("slot_key")),
                    row.getInt("active")))
            .list();
    return new Slots(locked, active);
  }

  private List<Candidate> candidates(List<Wanted> wanted, Set<String> closed, Instant now) {
    return wanted.isEmpty()
        ? List.of()
        : jdbc.sql(CANDIDATES)
            .params(WANTED.parameters(wanted))
            .param("now", utc(now))
            .param("closed", closed.toArray(String[]::new))
            .query((row, _) ->
                new Candidate(
                    row.getString("id"),
                    new Group(row.getString("job"), row.getString("slot_key")),
                    ClaimOrder.of(row.getInt("priority"), instant(row, "claimable_at"))))
            .list();
  }

  private List<InvocationRow> lockRows(List<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : jdbc.sql(LOCK_CHOSEN)
            .param("ids", ids.toArray(String[]::new))
            .query(InvocationRow::read)
            .list();
  }

  /** When the next that is not claimable yet becomes so, if one with a free slot does. */
  Optional<Instant> nextDue(Instant now) {
    return heads().stream()
        .map(Head::claimableAt)
        .filter(at -> at.isAfter(now))
        .min(Instant::compareTo);
  }

  private List<Head> heads() {
    List<String> jobs = jdbc.sql(OPEN).query(String.class).list();
    if (jobs.isEmpty()) {
      return List.of();
    }
    List<Head> heads =
        jdbc.sql(HEADS)
            .param("jobs", jobs.toArray(String[]::new))
            .param(
                "keys",
                jobs.stream().map(job -> resumeAfter.getOrDefault(job, "")).toArray(String[]::new))
            .param("most", MOST_HEADS)
            .query((row, _) ->
                new Head(
                    new Group(row.getString("job"), row.getString("slot_key")),
                    row.getInt("priority"),
                    instant(row, "claimable_at")))
            .list();
    goOnAfter(heads);
    return heads;
  }

  /** If there are more groups than one look takes in, the next begins where this one ended. */
  private void goOnAfter(List<Head> heads) {
    resumeAfter.clear();
    if (heads.size() == MOST_HEADS) {
      heads.forEach(head -> resumeAfter.put(head.group().job(), head.group().key()));
    }
  }
}
