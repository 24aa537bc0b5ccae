package org.iguazu.core.invocation;

import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.UniquePolicy;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a request while others with its unique key are pending. */
final class UniqueRule {

  /**
   * An invocation that has not finished.
   *
   * @param queued whether no dispatch of it has begun, or the last was in vain
   */
  record Pending(InvocationId id, boolean queued) {}

  /** What becomes of the request. */
  sealed interface Decision {

    /** It is answered with this one, which stands for it. */
    record Existing(InvocationId id) implements Decision {}

    /**
     * It becomes an invocation.
     *
     * @param after waits until this one has finished
     * @param insteadOf this one is cancelled for it
     */
    record Fresh(@Nullable InvocationId after, @Nullable InvocationId insteadOf)
        implements Decision {}
  }

  private UniqueRule() {}

  /**
   * Decides.
   *
   * @param first the one that runs, or will before any other
   * @param second the one that waits for the end of the first
   */
  static Decision decide(UniquePolicy policy, @Nullable Pending first, @Nullable Pending second) {
    if (first == null) {
      return new Decision.Fresh(null, null);
    }
    InvocationId runs = first.queued() ? null : first.id();
    Pending queued = first.queued() ? first : second;
    return switch (policy) {
      case RETURN_EXISTING -> new Decision.Existing(first.id());
      case QUEUE_ONE ->
          queued == null ? new Decision.Fresh(runs, null) : new Decision.Existing(queued.id());
      case REPLACE -> new Decision.Fresh(runs, queued == null ? null : queued.id());
    };
  }
}
