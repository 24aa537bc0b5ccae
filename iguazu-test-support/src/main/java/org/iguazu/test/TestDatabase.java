package org.iguazu.test;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An empty database of the current schema, for one test class. */
public final class TestDatabase implements AutoCloseable {

  private final String url;
  private final String user;
  private final String password;
  private final HikariDataSource pool;

  TestDatabase(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setMaximumPoolSize(20);
    pool.setMinimumIdle(1);
  }

  /** A database whose owner lives longer than a test class, and closes it. */
  public static TestDatabase create() {
    return PostgresServer.get().create();
  }

  public DataSource dataSource() {
    return pool;
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  public String url() {
    return url;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  @Override
  public void close() {
    pool.close();
  }
}
