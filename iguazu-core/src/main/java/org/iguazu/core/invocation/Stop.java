package org.iguazu.core.invocation;

import java.time.Instant;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.jspecify.annotations.Nullable;

/**
 * A wish that a dispatch be stopped.
 *
 * @param cause why
 * @param by who asked: the name of an API key, or the dispatcher
 */
public record Stop(StopCause cause, String by, Instant at) {

  /** What a dispatch that was to be stopped ended as. */
  Outcome outcome(@Nullable Integer exitCode) {
    return switch (cause) {
      case CANCEL -> new Outcome(OutcomeKind.STOPPED, "cancelled by " + by, exitCode);
      case TIMEOUT ->
          new Outcome(OutcomeKind.TIMED_OUT, "stopped after the job's timeout", exitCode);
    };
  }
}
