package org.iguazu.dispatcher.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Ways to the real database that break off: before a transaction begins, before its commit, or
 * after it. Threads give way before each transaction and after it, never within.
 */
final class SimulatedDatabase extends AbstractDataSource {

  private final Connection connection;
  private final Fibers fibers;
  private final Faults faults;

  SimulatedDatabase(Connection connection, Fibers fibers, Faults faults) {
    this.connection = connection;
    this.fibers = fibers;
    this.faults = faults;
  }

  @Override
  public Connection getConnection() throws SQLException {
    fibers.pause();
    if (faults.databaseBreaks()) {
      throw new SQLException("the database is down");
    }
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Connection.class}, handler());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  private InvocationHandler handler() {
    return (_, method, arguments) ->
        switch (method.getName()) {
          case "commit" -> commit();
          case "close" -> null;
          default -> {
            try {
              yield method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          }
        };
  }

  private Object commit() throws SQLException {
    if (faults.databaseBreaks()) {
      connection.rollback();
      throw new SQLException("the database went down before the commit");
    }
    connection.commit();
    if (faults.databaseBreaks()) {
      throw new SQLException("the database went down after the commit");
    }
    return Void.class;
  }
}
