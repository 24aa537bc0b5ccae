package org.iguazu.server.startup;

import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do with a database whose tables are not those that this version knows. */
final class SchemaFailureAnalyzer extends AbstractFailureAnalyzer<FlywayValidateException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, FlywayValidateException cause) {
    String reasons =
        String.valueOf(cause.getMessage()).lines().reduce("", (all, it) -> all + " " + it.strip());
    return new FailureAnalysis(
        "The database's tables were made by another version of Iguazú:" + reasons,
        "Start the version that made them, or a newer one; for a database without value, an empty"
            + " one.",
        cause);
  }
}
