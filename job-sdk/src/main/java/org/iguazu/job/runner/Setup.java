package org.iguazu.job.runner;

import org.iguazu.job.AbstractJob;
import org.iguazu.job.dispatch.Address;
import org.iguazu.job.dispatch.Patience;
import org.jspecify.annotations.Nullable;

/**
 * What a runner's process is for.
 *
 * @param job the job's class, not yet initialised
 * @param address where it asks for leave to start, and reports
 * @param task the ARN of the ECS task it runs in, where it can tell
 * @param factory constructs the job
 * @param patience how long it asks a server that does not answer
 */
public record Setup(
    Class<? extends AbstractJob<?, ?>> job,
    Address address,
    @Nullable String task,
    JobFactory factory,
    Patience patience) {}
