package org.iguazu.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.Violations;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * What may run: an image, what it needs, and what Iguazú promises about it.
 *
 * @param name what callers invoke
 * @param image a container image, best named by digest; on the loopback's process engine also a jar
 * @param command replaces the image's command; empty keeps it
 * @param environment variables of the container; names that start with {@code IGUAZU_} or {@code
 *     AWS_} are ours
 * @param cpu reserved CPU in units of 1/1024 core, 128 to 196,608
 * @param memory reserved memory in MiB, a hard limit, 6 to 1,000,000
 * @param timeout how long a run may take, from its start; 1 s to 7 days, default 1 hour
 * @param startWithin how long after it is due an invocation may still start, else it expires; 1 s
 *     to 30 days, default 1 hour
 * @param stopTimeout what a container gets between SIGTERM and SIGKILL; 2 s to 120 s, default 30 s
 * @param delivery at most once (the default) or at least once
 * @param retry when a job that is delivered at least once is dispatched again; such a job has it,
 *     with its defaults if it is not said, and no other may
 * @param maxConcurrent how many invocations of the job may run at once, whatever their revisions;
 *     others wait in the queue; 1 to 10,000, no limit if not said
 * @param concurrencyKey how many with the same key may run at once; no limit if not said
 * @param cluster the ECS cluster to run on, default {@code default}
 * @param isolation shared (the default) or hardened
 * @param relaxations what a hardened job is given beyond the strictest; no other job may have any
 * @param inputs files that are put in place before a hardened job starts, up to 20
 * @param outputs that files which a hardened job leaves are kept, if they are
 * @param parameterSchema a JSON Schema (2020-12) that parameters must match, if any
 * @param owner whom to ask about the job: a team, an address; "" if not said
 * @param labels free key-value pairs to find jobs and their invocations by
 */
@JsonDeserialize(builder = JobDefinition.Builder.class)
public record JobDefinition(
    JobName name,
    String image,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> command,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> environment,
    int cpu,
    int memory,
    Duration timeout,
    Duration startWithin,
    Duration stopTimeout,
    Delivery delivery,
    @Nullable Retry retry,
    @Nullable Integer maxConcurrent,
    @Nullable ConcurrencyKey concurrencyKey,
    String cluster,
    Isolation isolation,
    @Nullable Relaxations relaxations,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<InputFile> inputs,
    @Nullable Outputs outputs,
    @Nullable JsonNode parameterSchema,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String owner,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels) {

  private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final Pattern OURS = Pattern.compile("(IGUAZU_|AWS_|ECS_).*");
  private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  public JobDefinition {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    labels = Map.copyOf(labels);
    inputs = List.copyOf(inputs);
    retry = retry == null && delivery == Delivery.AT_LEAST_ONCE ? Retry.usual() : retry;
    var check =
        new Violations()
            .require(
                !image.isBlank() && image.length() <= 1_000,
                "/image",
                "must name a container image in 1 to 1,000 characters")
            .require(command.size() <= 100, "/command", "must have at most 100 words")
            .require(
                cpu >= 128 && cpu <= 196_608,
                "/cpu",
                "must be 128 to 196608 (1024 is one core), but is " + cpu)
            .require(
                memory >= 6 && memory <= 1_000_000,
                "/memory",
                "must be 6 to 1000000 MiB, but is " + memory)
            .between(timeout, Duration.ofSeconds(1), Duration.ofDays(7), "/timeout")
            .between(startWithin, Duration.ofSeconds(1), Duration.ofDays(30), "/startWithin")
            .between(stopTimeout, Duration.ofSeconds(2), Duration.ofSeconds(120), "/stopTimeout")
            .require(
                retry == null || delivery == Delivery.AT_LEAST_ONCE,
                "/retry",
                "needs \"delivery\": \"AT_LEAST_ONCE\": a job that runs at most once is never"
                    + " dispatched again once it may have run")
            .require(
                maxConcurrent == null || (maxConcurrent >= 1 && maxConcurrent <= 10_000),
                "/maxConcurrent",
                "must be 1 to 10000, but is " + maxConcurrent)
            .require(
                CLUSTER.matcher(cluster).matches(),
                "/cluster",
                "must be the name of an ECS cluster: 1 to 255 letters, digits, '-' or '_'")
            .require(
                relaxations == null || isolation == Isolation.HARDENED,
                "/relaxations",
                "needs \"isolation\": \"HARDENED\": a shared job has nothing to relax")
            .require(
                relaxations == null || relaxations.tmp() == null || relaxations.tmp() <= memory,
                "/relaxations/tmp",
                "must be at most the job's memory, which it takes its part of")
            .require(
                parameterSchema == null
                    || parameterSchema.isObject()
                    || parameterSchema.isBoolean(),
                "/parameterSchema",
                "must be a JSON Schema: an object or a boolean")
            .require(owner.length() <= 200, "/owner", "must have at most 200 characters");
    checkEnvironment(environment, check);
    checkFiles(inputs, outputs, isolation, memory, check);
    Labels.check(labels, check);
    check.orThrow();
  }

  private static void checkEnvironment(Map<String, String> environment, Violations check) {
    check.require(environment.size() <= 200, "/environment", "must have at most 200 variables");
    new TreeMap<>(environment)
        .forEach((name, value) ->
            check
                .require(
                    ENVIRONMENT_NAME.matcher(name).matches(),
                    "/environment" + FieldError.pointerTo(name),
                    "is not a variable name: letters, digits and '_', not a digit first")
                .require(
                    !OURS.matcher(name).matches(),
                    "/environment" + FieldError.pointerTo(name),
                    "is set by the platform; choose a name that does not start with IGUAZU_,"
                        + " AWS_ or ECS_")
                .require(
                    value.length() <= 8_192,
                    "/environment" + FieldError.pointerTo(name),
                    "must have at most 8192 characters"));
  }

  private static void checkFiles(
      List<InputFile> inputs,
      @Nullable Outputs outputs,
      Isolation isolation,
      int memory,
      Violations check) {
    check
        .require(
            inputs.isEmpty() || isolation == Isolation.HARDENED,
            "/inputs",
            "needs \"isolation\": \"HARDENED\": a shared job has a network to get files by itself")
        .require(
            outputs == null || isolation == Isolation.HARDENED,
            "/outputs",
            "needs \"isolation\": \"HARDENED\": a shared job has a network to put files by itself")
        .require(
            outputs == null || outputs.maxSize() <= memory,
            "/outputs/maxSize",
            "must be at most the job's memory, of which they take their part")
        .require(inputs.size() <= 20, "/inputs", "must be at most 20 files")
        .require(
            inputs.stream().map(InputFile::name).distinct().count() == inputs.size(),
            "/inputs",
            "must not have a name twice");
  }

  /** Whether files are brought to it and fetched from it, by containers of ours beside its own. */
  public boolean staged() {
    return !inputs.isEmpty() || outputs != null;
  }

  /** Starts a definition; the image, the CPU and the memory must follow. */
  public static Builder named(String name) {
    return new Builder().name(new JobName(name));
  }

  /** A builder that holds what this definition says, to change some of it. */
  public Builder toBuilder() {
    var builder =
        new Builder()
            .name(name)
            .image(image)
            .command(command)
            .environment(environment)
            .cpu(cpu)
            .memory(memory)
            .timeout(timeout)
            .startWithin(startWithin)
            .stopTimeout(stopTimeout)
            .delivery(delivery)
            .cluster(cluster)
            .isolation(isolation)
            .inputs(inputs)
            .owner(owner)
            .labels(labels);
    if (parameterSchema != null) {
      builder.parameterSchema(parameterSchema);
    }
    if (maxConcurrent != null) {
      builder.maxConcurrent(maxConcurrent);
    }
    if (concurrencyKey != null) {
      builder.concurrencyKey(concurrencyKey);
    }
    if (relaxations != null) {
      builder.relaxations(relaxations);
    }
    if (outputs != null) {
      builder.outputs(outputs);
    }
    return retry == null ? builder : builder.retry(retry);
  }

  /** Gathers a definition; what is not said keeps its default. */
  @JsonPOJOBuilder(withPrefix = "")
  public static final class Builder {

    private @Nullable JobName name;
    private String image = "";
    private List<String> command = List.of();
    private Map<String, String> environment = Map.of();
    private int cpu;
    private int memory;
    private Duration timeout = Duration.ofHours(1);
    private Duration startWithin = Duration.ofHours(1);
    private Duration stopTimeout = Duration.ofSeconds(30);
    private Delivery delivery = Delivery.AT_MOST_ONCE;
    private @Nullable Retry retry;
    private @Nullable Integer maxConcurrent;
    private @Nullable ConcurrencyKey concurrencyKey;
    private String cluster = "default";
    private Isolation isolation = Isolation.SHARED;
    private @Nullable Relaxations relaxations;
    private List<InputFile> inputs = List.of();
    private @Nullable Outputs outputs;
    private @Nullable JsonNode parameterSchema;
    private String owner = "";
    private Map<String, String> labels = Map.of();

    public Builder name(JobName name) {
      this.name = name;
      return this;
    }

    public Builder image(String image) {
      this.image = image;
      return this;
    }

    public Builder command(List<String> command) {
      this.command = command;
      return this;
    }

    public Builder environment(Map<String, String> environment) {
      this.environment = environment;
      return this;
    }

    public Builder cpu(int cpu) {
      this.cpu = cpu;
      return this;
    }

    public Builder memory(int memory) {
      this.memory = memory;
      return this;
    }

    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    public Builder startWithin(Duration startWithin) {
      this.startWithin = startWithin;
      return this;
    }

    public Builder stopTimeout(Duration stopTimeout) {
      this.stopTimeout = stopTimeout;
      return this;
    }

    public Builder delivery(Delivery delivery) {
      this.delivery = delivery;
      return this;
    }

    public Builder retry(Retry retry) {
      this.retry = retry;
      return this;
    }

    public Builder maxConcurrent(int maxConcurrent) {
      this.maxConcurrent = maxConcurrent;
      return this;
    }

    public Builder concurrencyKey(ConcurrencyKey concurrencyKey) {
      this.concurrencyKey = concurrencyKey;
      return this;
    }

    public Builder cluster(String cluster) {
      this.cluster = cluster;
      return this;
    }

    public Builder isolation(Isolation isolation) {
      this.isolation = isolation;
      return this;
    }

    public Builder relaxations(Relaxations relaxations) {
      this.relaxations = relaxations;
      return this;
    }

    public Builder inputs(List<InputFile> inputs) {
      this.inputs = inputs;
      return this;
    }

    public Builder outputs(Outputs outputs) {
      this.outputs = outputs;
      return this;
    }

    public Builder parameterSchema(JsonNode parameterSchema) {
      this.parameterSchema = parameterSchema;
      return this;
    }

    public Builder owner(String owner) {
      this.owner = owner;
      return this;
    }

    public Builder labels(Map<String, String> labels) {
      this.labels = labels;
      return this;
    }

    /**
     * The definition.
     *
     * @throws org.iguazu.api.problem.InvalidValueException naming each field that is missing or
     *     wrong
     */
    public JobDefinition build() {
      return new JobDefinition(
          Violations.present(name, "/name", "is missing: what callers invoke the job by"),
          image,
          command,
          environment,
          cpu,
          memory,
          timeout,
          startWithin,
          stopTimeout,
          delivery,
          retry,
          maxConcurrent,
          concurrencyKey,
          cluster,
          isolation,
          relaxations,
          inputs,
          outputs,
          parameterSchema,
          owner,
          labels);
    }
  }
}
