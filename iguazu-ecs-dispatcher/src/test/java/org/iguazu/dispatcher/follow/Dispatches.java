package org.iguazu.dispatcher.follow;

import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.time.Instant;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.JobName;
import org.iguazu.core.invocation.ActiveDispatch;
import org.iguazu.core.invocation.InvocationState;
import org.iguazu.core.invocation.InvocationState.Dispatching;
import org.iguazu.core.invocation.InvocationState.Running;
import org.jspecify.annotations.Nullable;

/** Active dispatches for tests: claimed at noon, launched at once, to be started within 5 min. */
public final class Dispatches {

  public static final Instant START_BY = NOON.plus(Duration.ofMinutes(5));
  public static final Instant DEADLINE = NOON.plus(Duration.ofMinutes(30));

  private Dispatches() {}

  /** A dispatch in this state; if it runs, until {@link #DEADLINE}. */
  public static ActiveDispatch in(InvocationState state) {
    @Nullable Instant deadline = state instanceof Running ? DEADLINE : null;
    return new ActiveDispatch(
        InvocationId.parse("018f0000-0000-7000-8000-000000000001"),
        new JobName("export-grades"),
        1,
        "default",
        state,
        START_BY,
        NOON,
        state instanceof Dispatching ? null : NOON,
        deadline);
  }
}
