package org.iguazu.api.invocation;

import org.iguazu.api.problem.Violations;

/**
 * How far a running job says it is.
 *
 * @param fraction 0 to 1
 * @param message what it is doing, up to 1,000 characters; "" if it does not say
 */
public record Progress(double fraction, String message) {

  public Progress {
    new Violations()
        .require(fraction >= 0 && fraction <= 1, "/fraction", "must be 0 to 1, but is " + fraction)
        .require(message.length() <= 1_000, "/message", "must have at most 1000 characters")
        .orThrow();
  }
}
