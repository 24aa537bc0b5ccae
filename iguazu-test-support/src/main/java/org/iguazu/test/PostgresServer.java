package org.iguazu.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * One PostgreSQL for all tests of a JVM: embedded binaries, or a container of the same major
 * version if {@code -Diguazu.test.postgres=testcontainers} is given. Tests get copies of a migrated
 * template.
 */
final class PostgresServer {

  private static final String TEMPLATE = "iguazu_template";

  private final String address;
  private final String user;
  private final String password;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer(String address, String user, String password) {
    this.address = address;
    this.user = user;
    this.password = password;
    execute("CREATE DATABASE " + TEMPLATE);
    Flyway.configure().dataSource(url(TEMPLATE), user, password).load().migrate();
  }

  /** The server of this JVM; started when first asked for, stopped when the JVM ends. */
  static PostgresServer get() {
    return Holder.SERVER;
  }

  private static final class Holder {
    static final PostgresServer SERVER = start();
  }

  private static PostgresServer start() {
    String kind = System.getProperty("iguazu.test.postgres", "embedded");
    return switch (kind) {
      case "embedded" -> startEmbedded();
      case "testcontainers" -> startContainer();
      default ->
          throw new IllegalArgumentException(
              "iguazu.test.postgres must be 'embedded' or 'testcontainers', but is '" + kind + "'");
    };
  }

  @SuppressWarnings("resource") // lives as long as the JVM; closed by its own shutdown hook
  private static PostgresServer startEmbedded() {
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
      return new PostgresServer("localhost:" + postgres.getPort(), "postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL does not start", e);
    }
  }

  @SuppressWarnings("resource") // stopped by Testcontainers when the JVM ends
  private static PostgresServer startContainer() {
    String image = System.getProperty("iguazu.test.postgres-image", "postgres:18");
    var postgres =
        new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
    postgres.start();
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::stop));
    return new PostgresServer(
        postgres.getHost() + ":" + postgres.getMappedPort(5432),
        postgres.getUsername(),
        postgres.getPassword());
  }

  /** A new database of the current schema. */
  TestDatabase create() {
    String name = "test_" + databases.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return new TestDatabase(url(name), user, password);
  }

  private void execute(String statement) {
    JdbcClient.create(new DriverManagerDataSource(url("postgres"), user, password))
        .sql(statement)
        .update();
  }

  private String url(String database) {
    return "jdbc:postgresql://" + address + "/" + database;
  }
}
