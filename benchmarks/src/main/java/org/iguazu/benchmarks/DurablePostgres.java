package org.iguazu.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that commits to the disk, as production's does: what is measured is durable. */
final class DurablePostgres implements AutoCloseable {

  static final String USER = "postgres";

  private final EmbeddedPostgres postgres;
  private final HikariDataSource pool = new HikariDataSource();

  private DurablePostgres(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    pool.setJdbcUrl(url());
    pool.setUsername(USER);
    pool.setMaximumPoolSize(12);
  }

  static DurablePostgres start() throws IOException {
    var durable =
        new DurablePostgres(
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .start());
    for (String setting : List.of("fsync", "synchronous_commit")) {
      String value = durable.jdbc().sql("SHOW " + setting).query(String.class).single();
      if (!"on".equals(value)) {
        throw new IllegalStateException(setting + " is " + value + ": this would not be durable");
      }
    }
    Flyway.configure().dataSource(durable.dataSource()).load().migrate();
    return durable;
  }

  /** Forgets what was invoked, but for the backlog. */
  void clear() {
    jdbc()
        .sql(
            """
            WITH forgotten AS (DELETE FROM invocation WHERE created_by <> 'backlog' RETURNING id)
            DELETE FROM invocation_event WHERE invocation_id IN (SELECT id FROM forgotten)
            """)
        .update();
    jdbc().sql("VACUUM ANALYZE invocation").update();
    jdbc().sql("VACUUM ANALYZE invocation_event").update();
  }

  String url() {
    return postgres.getJdbcUrl(USER, "postgres");
  }

  DataSource dataSource() {
    return pool;
  }

  JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  @Override
  public void close() throws IOException {
    pool.close();
    postgres.close();
  }
}
