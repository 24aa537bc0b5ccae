package org.iguazu.server.startup;

import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/** Says what to do with a database whose tables are not those that this version knows. */
final class SchemaFailureAnalyzer extends AbstractFailureAnalyzer<FlywayException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, FlywayException cause) {
    if (cause instanceof FlywayValidateException) {
      return ofAnotherVersion(cause);
    }
    if (cause.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return ofSomethingElse(cause);
    }
    return notMigrated(cause);
  }

  private static FailureAnalysis ofAnotherVersion(FlywayException cause) {
    String reasons =
        String.valueOf(cause.getMessage()).lines().reduce("", (all, it) -> all + " " + it.strip());
    return new FailureAnalysis(
        "The database's tables were made by another version of Iguazú:" + reasons,
        "Start the version that made them, or a newer one; for a database without value, an empty"
            + " one.",
        cause);
  }

  private static FailureAnalysis ofSomethingElse(FlywayException cause) {
    return new FailureAnalysis(
        "The database holds tables that are not Iguazú's, or whose history is gone.",
        "Name a database of Iguazú's own in SPRING_DATASOURCE_URL; an empty one will do.",
        cause);
  }

  private static FailureAnalysis notMigrated(FlywayException cause) {
    Throwable reason = NestedExceptionUtils.getMostSpecificCause(cause);
    return new FailureAnalysis(
        "The database's tables cannot be brought up to date: %s."
            .formatted(String.valueOf(reason.getMessage()).lines().findFirst().orElse("")),
        "The step that failed has changed nothing: put right what it says and start again.",
        cause);
  }
}
