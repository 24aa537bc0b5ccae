package org.iguazu.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * What plain JDBC reaches on the same PostgreSQL, in the same run: what we compare ourselves with.
 */
final class Floor {

  private static final int THREADS = 8;

  private final DataSource dataSource;

  Floor(DataSource dataSource) throws SQLException {
    this.dataSource = dataSource;
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS floor (id uuid PRIMARY KEY, status text, payload text)");
    }
  }

  /** Single-row inserts, each its own commit, by 8 threads: rows a second. */
  double insertsPerSecond(int rows) throws InterruptedException, ExecutionException {
    return perSecond(rows, this::insert);
  }

  /**
   * An insert and two updates, three commits: the least that "accepted, started, ended" could be.
   */
  double threeStepsPerSecond(int rows) throws InterruptedException, ExecutionException {
    return perSecond(
        rows,
        connection -> {
          UUID id = insert(connection);
          update(connection, id, "RUNNING");
          update(connection, id, "FINISHED");
          return id;
        });
  }

  private double perSecond(int rows, Step step) throws InterruptedException, ExecutionException {
    var left = new AtomicInteger(rows);
    long began = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      Callable<Void> worker =
          () -> {
            try (Connection connection = dataSource.getConnection()) {
              while (left.getAndDecrement() > 0) {
                step.on(connection);
              }
            }
            return null;
          };
      for (var done : threads.invokeAll(Collections.nCopies(THREADS, worker))) {
        done.get();
      }
    }
    return rows / (Duration.ofNanos(System.nanoTime() - began).toNanos() / 1e9);
  }

  private UUID insert(Connection connection) throws SQLException {
    UUID id = UUID.randomUUID();
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO floor VALUES (?, 'QUEUED', '{\"quiz\":7}')")) {
      insert.setObject(1, id);
      insert.executeUpdate();
    }
    return id;
  }

  private static void update(Connection connection, UUID id, String status) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE floor SET status = ? WHERE id = ?")) {
      update.setString(1, status);
      update.setObject(2, id);
      update.executeUpdate();
    }
  }

  /** What is done for one row. */
  private interface Step {
    UUID on(Connection connection) throws SQLException;
  }
}
