package org.iguazu.job.dispatch;

import java.time.Duration;

/**
 * How long the runner asks a server that does not answer.
 *
 * @param start for leave to start; after that the job is not run
 * @param report to tell how the job ended; longer if its deadline is later
 * @param request for one answer
 */
public record Patience(Duration start, Duration report, Duration request) {

  /** What suits production. */
  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(10));
}
