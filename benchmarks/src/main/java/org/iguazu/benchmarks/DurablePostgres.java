package org.iguazu.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that commits to the disk, as production's does: what is measured is durable. */
public final class DurablePostgres implements AutoCloseable {

  public static final String USER = "postgres";

  private final Path data;
  private final EmbeddedPostgres postgres;
  private final HikariDataSource pool = new HikariDataSource();

  private DurablePostgres(Path data, EmbeddedPostgres postgres) {
    this.data = data;
    this.postgres = postgres;
    pool.setJdbcUrl(url());
    pool.setUsername(USER);
    pool.setMaximumPoolSize(12);
  }

  public static DurablePostgres start() throws IOException {
    Path data = Files.createTempDirectory("iguazu-postgres-");
    var durable =
        new DurablePostgres(
            data,
            EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
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

  /** Stops it as a crash would: without a checkpoint, in the middle of what it does. */
  public void stopImmediately() throws IOException, InterruptedException {
    control("stop", "-m", "immediate");
  }

  /** Starts it again on what the crash left. */
  public void startAgain() throws IOException, InterruptedException {
    String started = Files.readString(data.resolve("postmaster.opts"));
    control("start", "-o", started.substring(started.indexOf(' ')).strip());
  }

  private void control(String... words) throws IOException, InterruptedException {
    String started = Files.readString(data.resolve("postmaster.opts"));
    Path program = Path.of(started.substring(0, started.indexOf(' ')));
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
    }
    command.addAll(List.of(program.resolveSibling("pg_ctl").toString(), "-D", data.toString()));
    command.addAll(List.of("-w", "-s", "-l", log().toString()));
    command.addAll(List.of(words));
    Path said = Files.createTempFile("iguazu-postgres-", ".txt");
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      if (builder.redirectOutput(said.toFile()).start().waitFor() != 0) {
        throw new IOException("pg_ctl " + words[0] + " failed: " + Files.readString(said));
      }
    } finally {
      Files.delete(said);
    }
  }

  private Path log() {
    return data.resolveSibling(data.getFileName() + ".log");
  }

  public String url() {
    return postgres.getJdbcUrl(USER, "postgres");
  }

  DataSource dataSource() {
    return pool;
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  @Override
  public void close() throws IOException {
    pool.close();
    postgres.close();
    Files.deleteIfExists(log());
  }
}
