package org.iguazu.server.startup;

import org.iguazu.server.security.BootstrapKeyException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what a bootstrap key looks like, and not what was given, for it may be a secret. */
final class BootstrapKeyFailureAnalyzer extends AbstractFailureAnalyzer<BootstrapKeyException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, BootstrapKeyException cause) {
    return new FailureAnalysis(
        "The bootstrap key (IGUAZU_BOOTSTRAP_KEY) is not an API key: " + cause.getMessage() + ".",
        "Make one with: echo igz_first_$(openssl rand -hex 32)",
        cause);
  }
}
