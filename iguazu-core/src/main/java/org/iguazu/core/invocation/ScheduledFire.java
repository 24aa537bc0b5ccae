package org.iguazu.core.invocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.JobName;
import org.iguazu.api.webhook.WebhookName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a schedule asks for at one of its instants.
 *
 * @param fireTime the instant; there is one invocation for it, whoever fires
 * @param dueAt when it may start: the fire time and the schedule's jitter
 * @param startWithin as of an invocation; null for the job's own
 * @param webhook who is told when it has finished, if anybody is
 * @param waitsFor what must finish first, if anything
 */
public record ScheduledFire(
    String schedule,
    JobName job,
    JsonNode parameters,
    Instant fireTime,
    Instant dueAt,
    @Nullable Duration startWithin,
    int priority,
    Map<String, String> labels,
    @Nullable WebhookName webhook,
    @Nullable InvocationId waitsFor) {}
