package org.iguazu.core.invocation;

import java.time.Instant;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.JobName;

/**
 * An invocation that a dispatcher has taken, committed before anybody hears of it.
 *
 * @param dispatch the number of the try that this claim begins
 * @param dueAt when it might begin: of a later one, when the delay after the earlier one was over
 * @param startBy nothing may be started after it
 */
public record Claim(
    InvocationId invocation,
    JobName job,
    int revision,
    int dispatch,
    String cluster,
    Instant dueAt,
    Instant startBy,
    Instant claimedAt) {}
