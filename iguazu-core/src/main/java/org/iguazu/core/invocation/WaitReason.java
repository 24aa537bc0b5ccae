package org.iguazu.core.invocation;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a queued invocation waits, as a caller may read it. What it waits for may be written in its
 * row; that all slots are taken is found out when somebody asks, for it changes with each end.
 */
final class WaitReason {

  static final String COLUMNS =
      """
      slot.max_concurrent, slot.active, slot.max_per_key, slot.active_of_key,
      (invocation.status = 'QUEUED' AND invocation.waits_for IS NULL AND invocation.claimable_at <= :now
       AND (SELECT next_at > :now FROM launch_budget WHERE name = 'ecs')) AS unpaid
      """;

  /** The slots of what waits for one: is queued, due, and waits for no other invocation. */
  static final String JOIN =
      """
       LEFT JOIN LATERAL (
         SELECT max_concurrent, max_per_key,
                (SELECT count(*) FROM invocation i
                  WHERE i.phase = 'ACTIVE' AND i.slot_key IS NOT NULL AND i.job = job_limit.job) AS active,
                (SELECT count(*) FROM invocation i
                  WHERE i.phase = 'ACTIVE' AND i.slot_key IS NOT NULL AND i.job = job_limit.job
                    AND i.slot_key = invocation.slot_key) AS active_of_key
           FROM job_limit
          WHERE job_limit.job = invocation.job AND invocation.slot_key IS NOT NULL
            AND invocation.status = 'QUEUED' AND invocation.waits_for IS NULL AND invocation.claimable_at <= :now
       ) AS slot ON true
      """;

  private WaitReason() {}

  static @Nullable String of(ResultSet row) throws SQLException {
    Integer max = row.getObject("max_concurrent", Integer.class);
    if (max != null && row.getInt("active") >= max) {
      return ofJob(row.getInt("active"), row.getString("job"));
    }
    Integer maxPerKey = row.getObject("max_per_key", Integer.class);
    String key = SlotKey.shown(row.getString("slot_key"));
    if (key != null && maxPerKey != null && row.getInt("active_of_key") >= maxPerKey) {
      return "waiting for its turn with key %s (max %d)".formatted(key, maxPerKey);
    }
    String waiting = row.getString("waiting");
    return waiting == null && row.getBoolean("unpaid") ? "waiting for the launch budget" : waiting;
  }

  private static String ofJob(int active, String job) {
    return active == 1
        ? "waiting for the running invocation of job %s to end".formatted(job)
        : "waiting for one of %d running invocations of job %s to end".formatted(active, job);
  }
}
