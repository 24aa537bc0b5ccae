package org.iguazu.api.invocation;

import org.jspecify.annotations.Nullable;

/**
 * How an invocation ended.
 *
 * @param kind the named end
 * @param reason why, in one sentence
 * @param exitCode what the main container exited with, where it is known
 */
public record Outcome(OutcomeKind kind, String reason, @Nullable Integer exitCode) {

  public static Outcome of(OutcomeKind kind, String reason) {
    return new Outcome(kind, reason, null);
  }
}
