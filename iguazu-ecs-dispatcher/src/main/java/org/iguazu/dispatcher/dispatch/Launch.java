package org.iguazu.dispatcher.dispatch;

import java.time.Duration;
import java.time.Instant;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobName;
import org.iguazu.core.invocation.ActiveDispatch;
import org.iguazu.core.invocation.Claim;

/**
 * One dispatch that is to become a task. All that ECS is told follows from it and from the job's
 * revision, so that whoever repeats it later sends the same bytes.
 *
 * @param startBy nothing may be started after it
 * @param claimedAt when a dispatcher took it
 */
public record Launch(
    InvocationId invocation,
    JobName job,
    int revision,
    int dispatch,
    String cluster,
    Instant startBy,
    Instant claimedAt) {

  /** Longer than a task may wait on ECS's side before its container starts. */
  private static final Duration LONGEST_START = Duration.ofHours(1);

  static Launch of(Claim claim) {
    return new Launch(
        claim.invocation(),
        claim.job(),
        claim.revision(),
        claim.dispatch(),
        claim.cluster(),
        claim.startBy(),
        claim.claimedAt());
  }

  /** The launch that this dispatch began with. */
  public static Launch of(ActiveDispatch active) {
    return new Launch(
        active.invocation(),
        active.job(),
        active.revision(),
        active.state().lastDispatch(),
        active.cluster(),
        active.startBy(),
        active.claimedAt());
  }

  /** ECS's client token for it, and its task's {@code startedBy}: at most 64 characters. */
  public String token() {
    return invocation + "-" + dispatch;
  }

  /** Until when its container may speak to us. */
  Instant capabilityExpires(JobDefinition definition) {
    return claimedAt.plus(LONGEST_START).plus(definition.timeout()).plus(definition.stopTimeout());
  }
}
