package org.iguazu.server.startup;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in a sentence why the server cannot start without its database, and what to do. */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

  private final Environment environment;

  DatabaseFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, SQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    String action = actionFor(state);
    if (action == null) {
      return null;
    }
    String url = environment.getProperty("spring.datasource.url", "(no spring.datasource.url)");
    return new FailureAnalysis(
        "The database at %s cannot be used: %s".formatted(url, oneLine(cause)), action, cause);
  }

  private @Nullable String actionFor(String state) {
    String user = environment.getProperty("spring.datasource.username", "(none)");
    if (state.startsWith("28")) {
      return ("Give the password of database user '%s' as SPRING_DATASOURCE_PASSWORD, or another"
              + " user as SPRING_DATASOURCE_USERNAME.")
          .formatted(user);
    }
    if (state.equals("3D000")) {
      return "Create that database, or name another one in SPRING_DATASOURCE_URL.";
    }
    if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")) {
      return "Start PostgreSQL there, or name the right address in SPRING_DATASOURCE_URL.";
    }
    return state.equals("42501")
        ? "Let database user '%s' own the database's schema, for the server keeps its tables itself."
            .formatted(user)
        : null;
  }

  private static String oneLine(SQLException cause) {
    String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return line.endsWith(".") ? line : line + ".";
  }
}
