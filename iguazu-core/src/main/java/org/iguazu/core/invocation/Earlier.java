package org.iguazu.core.invocation;

import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of an invocation's dispatches that may have run before the present one.
 * None of an invocation that runs at most once ever has any.
 *
 * @param dispatches how many; refused ones, which started nothing, do not count
 * @param last how the last of them ended
 */
public record Earlier(int dispatches, Outcome last) {

  static Earlier and(@Nullable Earlier earlier, Outcome last) {
    return new Earlier(count(earlier) + 1, last);
  }

  static int count(@Nullable Earlier earlier) {
    return earlier == null ? 0 : earlier.dispatches();
  }

  /** The outcome of one that was not started in time: "never ran" only if that is true. */
  static Outcome expired(@Nullable Earlier earlier) {
    return earlier == null
        ? InvocationState.EXPIRED
        : earlier.outcome(
            earlier.last().kind(), earlier.last().reason() + "; not started again in time");
  }

  /** The outcome of one that was cancelled before its present dispatch started anything. */
  static Outcome cancelled(@Nullable Earlier earlier, String by) {
    return earlier == null
        ? Outcome.of(OutcomeKind.CANCELLED, "cancelled by " + by)
        : earlier.outcome(
            OutcomeKind.STOPPED,
            "cancelled by %s before it was started again: %s"
                .formatted(by, earlier.last().reason()));
  }

  private Outcome outcome(OutcomeKind kind, String reason) {
    return new Outcome(kind, reason, last.exitCode());
  }
}
