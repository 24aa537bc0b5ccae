package org.iguazu.dispatcher.dispatch;

import static org.iguazu.test.SettableClock.NOON;

import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.JobName;
import org.iguazu.core.invocation.Claim;

/** Claims for tests: due and claimed at noon, to be started within five minutes. */
final class Claims {

  static final InvocationId ID = InvocationId.parse("018f0000-0000-7000-8000-000000000001");

  private Claims() {}

  static Claim aClaim(int dispatch) {
    return new Claim(
        ID,
        new JobName("export-grades"),
        1,
        dispatch,
        "default",
        NOON,
        NOON.plusSeconds(300),
        NOON);
  }
}
