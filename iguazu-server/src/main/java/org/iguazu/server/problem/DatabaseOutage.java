package org.iguazu.server.problem;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells a database that cannot answer now from a statement that is wrong. */
final class DatabaseOutage {

  private DatabaseOutage() {}

  static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return true; // no connection to be had from the pool
      }
      if (cause instanceof SQLException e && (meansOutage(e.getSQLState()) || broke(e))) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the pool says of a connection that broke while it was in use; there is no state for it.
   */
  private static boolean broke(SQLException e) {
    return e.getSQLState() == null && "Connection is closed".equals(e.getMessage());
  }

  /** Classes 08 (connection), 53 (resources) and 57P (shut down, not up yet). */
  private static boolean meansOutage(@Nullable String state) {
    return state != null
        && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P"));
  }
}
