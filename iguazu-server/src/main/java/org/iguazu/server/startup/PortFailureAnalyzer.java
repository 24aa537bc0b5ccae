package org.iguazu.server.startup;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says what to do when the port is taken. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, PortInUseException cause) {
    return new FailureAnalysis(
        "Port %d is taken by another process.".formatted(cause.getPort()),
        "End that process, or give this server another port as SERVER_PORT.",
        cause);
  }
}
