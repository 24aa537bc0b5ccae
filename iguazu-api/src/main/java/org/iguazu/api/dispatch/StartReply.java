package org.iguazu.api.dispatch;

import java.time.Instant;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.JobName;
import tools.jackson.databind.JsonNode;

/**
 * Leave to start: given once for an invocation that runs at most once.
 *
 * @param invocation which one
 * @param job what to run
 * @param dispatch the number of this try
 * @param parameters what the job is given
 * @param deadline when the task will be stopped as timed out
 */
public record StartReply(
    InvocationId invocation, JobName job, int dispatch, JsonNode parameters, Instant deadline) {}
