package org.iguazu.core.invocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iguazu.core.limit.JobLimit;
import org.iguazu.core.limit.JobLimits;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What may be claimed. Invocations of jobs with limits stand in a queue of their own, so that those
 * that wait for a slot are in nobody's way.
 */
final class ClaimableRows {

  private static final String MOVE =
      "UPDATE invocation SET slot_key = '' WHERE id = ANY (:ids::uuid[])";

  private final JdbcClient jdbc;
  private final JobLimits limits;
  private final UnlimitedQueue unlimited;
  private final LimitedQueue limited;

  ClaimableRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.limits = new JobLimits(jdbc);
    this.unlimited = new UnlimitedQueue(jdbc);
    this.limited = new LimitedQueue(jdbc, limits);
  }

  /** Locks the first that may be claimed now, in the order of {@link ClaimOrder}. */
  List<InvocationRow> lock(int limit, Set<String> closedClusters, Instant now) {
    List<JobLimit> limits = this.limits.all();
    List<InvocationRow> rows = lockUnlimited(limits, limit, closedClusters, now);
    if (limits.isEmpty()) {
      return rows;
    }
    return Stream.concat(rows.stream(), limited.lock(limit, closedClusters, now).stream())
        .sorted(ClaimOrder.OF_ROWS)
        .limit(limit)
        .toList();
  }

  /** Those that were accepted before their job had a limit go over to the other queue. */
  private List<InvocationRow> lockUnlimited(
      List<JobLimit> limits, int limit, Set<String> closedClusters, Instant now) {
    Set<String> jobs =
        limits.stream().filter(JobLimit::isAny).map(JobLimit::job).collect(Collectors.toSet());
    while (true) {
      List<InvocationRow> rows = unlimited.lock(limit, closedClusters, now);
      List<InvocationRow> strays =
          rows.stream().filter(row -> jobs.contains(row.job().value())).toList();
      if (strays.isEmpty()) {
        return rows;
      }
      jdbc.sql(MOVE)
          .param("ids", strays.stream().map(row -> row.id().toString()).toArray(String[]::new))
          .update();
    }
  }

  /** When the next that is not claimable yet becomes so, if there is one. */
  Optional<Instant> nextDue(Instant now) {
    var dues = new ArrayList<Instant>();
    unlimited.nextDue(now).ifPresent(dues::add);
    limited.nextDue(now).ifPresent(dues::add);
    return dues.stream().min(Instant::compareTo);
  }
}
