package org.iguazu.core.invocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.Unique;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobRevision;
import org.iguazu.api.job.Retry;
import org.iguazu.api.upload.UploadId;
import org.iguazu.api.webhook.WebhookName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An invocation that is about to be accepted: checked, with its job's revision fixed.
 *
 * @param slotKey that it needs a slot of its job: its concurrency key, or "" if it has none; null
 *     if the job has no limits
 * @param inputs the uploads that it is given, by its job's names
 * @param unique that others with its key and it do not pile up, if they should not
 * @param idempotency what makes the caller's repetition of it known, if the caller gave a key
 * @param fire the schedule's instant that it stands for, if a schedule made it
 * @param waitsFor what must finish first, if anything
 */
record NewInvocation(
    InvocationId id,
    JobRevision revision,
    JsonNode parameters,
    int priority,
    Map<String, String> labels,
    @Nullable WebhookName webhook,
    @Nullable String slotKey,
    Map<String, UploadId> inputs,
    @Nullable Unique unique,
    String createdBy,
    Instant createdAt,
    Instant dueAt,
    Instant startBy,
    @Nullable Idempotency idempotency,
    @Nullable Fire fire,
    @Nullable InvocationId waitsFor) {

  /** A caller's key and the SHA-256, in hex, of the request that it stands for. */
  record Idempotency(IdempotencyKey key, String requestHash) {}

  /** A schedule's instant. */
  record Fire(String schedule, Instant at) {}

  JobDefinition definition() {
    return revision.definition();
  }

  @Nullable RetryRule retry() {
    Retry policy = definition().retry();
    return policy == null ? null : new RetryRule(policy, Duration.between(dueAt, startBy));
  }

  NewInvocation waitingFor(@Nullable InvocationId other) {
    return new NewInvocation(
        id,
        revision,
        parameters,
        priority,
        labels,
        webhook,
        slotKey,
        inputs,
        unique,
        createdBy,
        createdAt,
        dueAt,
        startBy,
        idempotency,
        fire,
        other);
  }

  /** As callers see it right after it was accepted. */
  Invocation accepted() {
    return new Invocation(
        id,
        definition().name(),
        revision.revision(),
        InvocationStatus.QUEUED,
        null,
        null,
        parameters,
        null,
        null,
        priority,
        labels,
        webhook,
        SlotKey.shown(slotKey),
        unique == null ? null : unique.key(),
        fire == null ? null : fire.schedule(),
        fire == null ? null : fire.at(),
        0,
        null,
        createdBy,
        createdAt,
        dueAt,
        startBy,
        null,
        null,
        null,
        null,
        null);
  }
}
