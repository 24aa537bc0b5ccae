package org.iguazu.core.lease;

import static org.iguazu.core.sql.Timestamps.utc;

import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tasks that one server does for all, as long as it says often enough that it is alive. A lease
 * saves work, it guards nothing: a server that stood still may believe for a moment that it still
 * holds one.
 */
public final class Leases {

  private static final String ACQUIRE =
      """
      INSERT INTO lease (name, holder, expires_at) VALUES (:name, :holder, :expires)
          ON CONFLICT (name) DO UPDATE SET holder = :holder, expires_at = :expires
                WHERE lease.holder = :holder OR lease.expires_at <= :now
      """;

  private static final String RELEASE =
      """
      DELETE FROM lease WHERE name = :name AND holder = :holder
      """;

  private final JdbcClient jdbc;

  public Leases(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * Takes the lease, or keeps it for longer.
   *
   * @return whether {@code holder} has it for the given time from now on
   */
  public boolean acquire(String name, String holder, Duration time, Instant now) {
    return jdbc.sql(ACQUIRE)
            .param("name", name)
            .param("holder", holder)
            .param("now", utc(now))
            .param("expires", utc(now.plus(time)))
            .update()
        > 0;
  }

  /** Gives the lease up, if {@code holder} has it. */
  public void release(String name, String holder) {
    jdbc.sql(RELEASE).param("name", name).param("holder", holder).update();
  }
}
