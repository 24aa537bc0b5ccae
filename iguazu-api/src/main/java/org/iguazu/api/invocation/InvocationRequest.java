package org.iguazu.api.invocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.iguazu.api.job.ConcurrencyKey;
import org.iguazu.api.job.JobName;
import org.iguazu.api.job.Labels;
import org.iguazu.api.problem.Violations;
import org.iguazu.api.upload.UploadId;
import org.iguazu.api.webhook.WebhookName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a caller asks for: run this job, once.
 *
 * @param job what to run
 * @param parameters what the job is given, up to 256 KiB of JSON; default {@code {}}
 * @param dueAt not before then; now, if not said
 * @param startWithin how long after it is due it may still start, else it expires; the job's own,
 *     if not said; 1 s to 30 days
 * @param priority higher goes first, -100 to 100, default 0
 * @param labels free key-value pairs to find it by
 * @param webhook the webhook that is told when it has finished, if one is to be
 * @param concurrencyKey of those with the same key only so many run at once as the job's {@code
 *     concurrencyKey} says, which the job must have; if not said, it is the parameter that the job
 *     names, where it names one; 1 to 200 characters
 * @param inputs the job's input files by their names, each an upload that is complete
 * @param unique that requests with the same key do not pile up, if they should not
 */
@JsonDeserialize(builder = InvocationRequest.Builder.class)
public record InvocationRequest(
    JobName job,
    JsonNode parameters,
    @Nullable Instant dueAt,
    @Nullable Duration startWithin,
    int priority,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
    @Nullable WebhookName webhook,
    @Nullable String concurrencyKey,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, UploadId> inputs,
    @Nullable Unique unique) {

  public InvocationRequest {
    labels = Map.copyOf(labels);
    inputs = Map.copyOf(inputs);
    var check =
        new Violations()
            .require(
                priority >= -100 && priority <= 100,
                "/priority",
                "must be -100 to 100, but is " + priority)
            .require(
                concurrencyKey == null || ConcurrencyKey.isKey(concurrencyKey),
                "/concurrencyKey",
                "must have 1 to " + ConcurrencyKey.LONGEST + " characters");
    if (startWithin != null) {
      check.between(startWithin, Duration.ofSeconds(1), Duration.ofDays(30), "/startWithin");
    }
    Labels.check(labels, check);
    check.orThrow();
  }

  /** Starts a request to run {@code job} now, with no parameters. */
  public static Builder of(String job) {
    return new Builder().job(new JobName(job));
  }

  /** Gathers a request; what is not said keeps its default. */
  @JsonPOJOBuilder(withPrefix = "")
  public static final class Builder {

    private @Nullable JobName job;
    private JsonNode parameters = JsonNodeFactory.instance.objectNode();
    private @Nullable Instant dueAt;
    private @Nullable Duration startWithin;
    private int priority;
    private Map<String, String> labels = Map.of();
    private @Nullable WebhookName webhook;
    private @Nullable String concurrencyKey;
    private Map<String, UploadId> inputs = Map.of();
    private @Nullable Unique unique;

    public Builder job(JobName job) {
      this.job = job;
      return this;
    }

    public Builder parameters(JsonNode parameters) {
      this.parameters = parameters;
      return this;
    }

    public Builder dueAt(Instant dueAt) {
      this.dueAt = dueAt;
      return this;
    }

    public Builder startWithin(Duration startWithin) {
      this.startWithin = startWithin;
      return this;
    }

    public Builder priority(int priority) {
      this.priority = priority;
      return this;
    }

    public Builder labels(Map<String, String> labels) {
      this.labels = labels;
      return this;
    }

    public Builder webhook(WebhookName webhook) {
      this.webhook = webhook;
      return this;
    }

    public Builder concurrencyKey(String concurrencyKey) {
      this.concurrencyKey = concurrencyKey;
      return this;
    }

    public Builder inputs(Map<String, UploadId> inputs) {
      this.inputs = inputs;
      return this;
    }

    public Builder unique(Unique unique) {
      this.unique = unique;
      return this;
    }

    /**
     * The request.
     *
     * @throws org.iguazu.api.problem.InvalidValueException naming each field that is missing or
     *     wrong
     */
    public InvocationRequest build() {
      return new InvocationRequest(
          Violations.present(job, "/job", "is missing: the name of the job to run"),
          parameters,
          dueAt,
          startWithin,
          priority,
          labels,
          webhook,
          concurrencyKey,
          inputs,
          unique);
    }
  }
}
