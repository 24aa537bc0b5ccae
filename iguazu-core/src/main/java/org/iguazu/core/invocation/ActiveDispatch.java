package org.iguazu.core.invocation;

import java.time.Instant;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.JobName;
import org.jspecify.annotations.Nullable;

/**
 * A dispatch that may be running: something for the dispatcher to follow.
 *
 * @param state dispatching, launched or running
 * @param deadline when a running one is to be stopped as timed out
 */
public record ActiveDispatch(
    InvocationId invocation,
    JobName job,
    int revision,
    String cluster,
    InvocationState state,
    Instant startBy,
    Instant claimedAt,
    @Nullable Instant launchedAt,
    @Nullable Instant deadline) {

  /** The same dispatch in a state that it has come to since. */
  public ActiveDispatch in(InvocationState next) {
    return new ActiveDispatch(
        invocation, job, revision, cluster, next, startBy, claimedAt, launchedAt, deadline);
  }
}
