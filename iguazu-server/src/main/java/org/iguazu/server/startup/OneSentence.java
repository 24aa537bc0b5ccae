package org.iguazu.server.startup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says why the server does not start, and what to do, in one line instead of a page. */
final class OneSentence implements FailureAnalysisReporter {

  private static final Logger log = LoggerFactory.getLogger(OneSentence.class);

  @Override
  public void report(FailureAnalysis analysis) {
    String action = analysis.getAction() == null ? "" : " " + analysis.getAction().strip();
    log.error("cannot start: {}{}", analysis.getDescription().strip(), action);
    log.debug("cannot start because of this", analysis.getCause());
  }
}
