package org.iguazu.core.limit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The limits that claims obey. A job that never had any is not in the table, so that it costs
 * nothing.
 */
public final class JobLimits {

  private static final String PUT =
      """
      INSERT INTO job_limit (job, max_concurrent, max_per_key) VALUES (:job, :maxConcurrent, :maxPerKey)
          ON CONFLICT (job) DO UPDATE SET max_concurrent = excluded.max_concurrent, max_per_key = excluded.max_per_key
      """;

  private static final String LOCK_UNCOUNTED =
      """
      SELECT id FROM invocation
       WHERE phase = 'ACTIVE' AND job = :job AND slot_key IS NULL
       ORDER BY id FOR UPDATE
      """;

  private final JdbcClient jdbc;

  public JobLimits(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Puts the limits in force, in the transaction that makes their revision the current one. */
  public void put(JobLimit limit) {
    Optional<JobLimit> before = find(limit.job());
    if (before.isEmpty() && !limit.isAny()) {
      return;
    }
    boolean first = before.filter(JobLimit::isAny).isEmpty() && limit.isAny();
    if (first) {
      countWhatIsActive(limit.job());
    }
    jdbc.sql(PUT)
        .param("job", limit.job())
        .param("maxConcurrent", limit.maxConcurrent())
        .param("maxPerKey", limit.maxPerKey())
        .update();
  }

  /**
   * What was claimed while the job had no limit takes slots from now on, too. Each claim reads the
   * table first: locked, none is under way, and the next one knows the limit.
   */
  private void countWhatIsActive(String job) {
    jdbc.sql("SET LOCAL lock_timeout = '3s'").update(); // claims queue up behind this lock
    jdbc.sql("LOCK TABLE job_limit IN ACCESS EXCLUSIVE MODE").update();
    List<String> active = jdbc.sql(LOCK_UNCOUNTED).param("job", job).query(String.class).list();
    jdbc.sql("UPDATE invocation SET slot_key = '' WHERE id = ANY (:ids::uuid[])")
        .param("ids", active.toArray(String[]::new))
        .update();
  }

  private Optional<JobLimit> find(String job) {
    return jdbc.sql("SELECT * FROM job_limit WHERE job = :job")
        .param("job", job)
        .query(JobLimits::read)
        .optional();
  }

  /** The limits of all jobs that have, or had, any. */
  public List<JobLimit> all() {
    return jdbc.sql("SELECT * FROM job_limit").query(JobLimits::read).list();
  }

  /**
   * Of these jobs' limits those that nobody else has locked, locked until the transaction ends: for
   * so long nobody else takes a slot of theirs.
   */
  public List<JobLimit> lock(Collection<String> jobs) {
    return jdbc.sql(
            "SELECT * FROM job_limit WHERE job = ANY (:jobs::text[]) FOR UPDATE SKIP LOCKED")
        .param("jobs", jobs.toArray(String[]::new))
        .query(JobLimits::read)
        .list();
  }

  private static JobLimit read(ResultSet row, int number) throws SQLException {
    return new JobLimit(
        row.getString("job"),
        row.getObject("max_concurrent", Integer.class),
        row.getObject("max_per_key", Integer.class));
  }
}
