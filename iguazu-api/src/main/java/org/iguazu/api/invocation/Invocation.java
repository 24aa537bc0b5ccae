package org.iguazu.api.invocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.Map;
import org.iguazu.api.job.JobName;
import org.iguazu.api.webhook.WebhookName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One requested run, as it stands now.
 *
 * @param id its id
 * @param job the job it runs
 * @param revision the job's revision, fixed when it was accepted
 * @param status where it stands
 * @param outcome how it ended, once it has
 * @param waiting why a queued one is still waiting, where there is more to say than "not due yet"
 * @param parameters what it was invoked with; left out of lists
 * @param result what the job returned, if it succeeded and returned something; left out of lists
 * @param progress how far the job says it is
 * @param priority higher goes first, -100 to 100
 * @param labels free key-value pairs to find it by
 * @param webhook the webhook that is told when it has finished, if one is
 * @param concurrencyKey of those of its job with the same key only so many run at once, if it has
 *     one
 * @param uniqueKey the key of which at most one waits, if it has one
 * @param schedule the schedule that made it, if one did
 * @param fireTime the instant of the schedule it stands for
 * @param dispatch the number of tries to start it so far
 * @param task the ARN of the ECS task of the last dispatch
 * @param createdBy the name of the API key that asked for it, or of the schedule
 * @param createdAt when it was accepted
 * @param dueAt when it may start
 * @param startBy when it expires unless it has started; another dispatch has one of its own
 * @param launchedAt when ECS accepted its task
 * @param startedAt when the job's body was entered, or its container seen running
 * @param deadline when it will be stopped as timed out
 * @param cancelRequestedAt when somebody asked to cancel it
 * @param finishedAt when it ended
 */
public record Invocation(
    InvocationId id,
    JobName job,
    int revision,
    InvocationStatus status,
    @Nullable Outcome outcome,
    @Nullable String waiting,
    @Nullable JsonNode parameters,
    @Nullable JsonNode result,
    @Nullable Progress progress,
    int priority,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        Map<String, String> labels,
    @Nullable WebhookName webhook,
    @Nullable String concurrencyKey,
    @Nullable String uniqueKey,
    @Nullable String schedule,
    @Nullable Instant fireTime,
    int dispatch,
    @Nullable String task,
    String createdBy,
    Instant createdAt,
    Instant dueAt,
    Instant startBy,
    @Nullable Instant launchedAt,
    @Nullable Instant startedAt,
    @Nullable Instant deadline,
    @Nullable Instant cancelRequestedAt,
    @Nullable Instant finishedAt) {}
