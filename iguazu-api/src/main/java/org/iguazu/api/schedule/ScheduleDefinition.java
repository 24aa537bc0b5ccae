package org.iguazu.api.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Pattern;
import org.iguazu.api.job.JobName;
import org.iguazu.api.job.Labels;
import org.iguazu.api.problem.Violations;
import org.iguazu.api.webhook.WebhookName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * When a job runs again and again.
 *
 * @param name the schedule's name: a letter, then up to 99 letters, digits, hyphens and underscores
 * @param job what it runs, always in its current revision
 * @param cron five fields (minute hour day month weekday) or six (second first)
 * @param zone the IANA time zone whose clocks the cron expression reads, default UTC
 * @param parameters what each run is given
 * @param gap for fire times that clocks skip, default {@link GapPolicy#NEXT_VALID}
 * @param overlapHour for fire times that clocks show twice, default {@link OverlapHourPolicy#ONCE}
 * @param misfire for fire times that were missed, default {@link MisfirePolicy#LAST}
 * @param misfireWindow how far back missed fire times are caught up; 1 s to 30 days, default 1 day
 * @param overlap for fires while the last invocation has not ended, default {@link
 *     OverlapPolicy#ALLOW}
 * @param jitter each run is due up to this much after its fire time, always the same for one fire
 *     time; 0 (the default) to 1 day
 * @param start no fire before it
 * @param end no fire at or after it
 * @param startWithin as of an invocation; the job's own, if not said
 * @param priority as of an invocation, default 0
 * @param labels given to each of its invocations
 * @param webhook the webhook that is told when one of its invocations has finished, if one is to be
 */
@JsonDeserialize(builder = ScheduleDefinition.Builder.class)
public record ScheduleDefinition(
    String name,
    JobName job,
    String cron,
    ZoneId zone,
    JsonNode parameters,
    GapPolicy gap,
    OverlapHourPolicy overlapHour,
    MisfirePolicy misfire,
    Duration misfireWindow,
    OverlapPolicy overlap,
    Duration jitter,
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable Duration startWithin,
    int priority,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
    @Nullable WebhookName webhook) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");

  public ScheduleDefinition {
    labels = Map.copyOf(labels);
    var check =
        new Violations()
            .require(
                NAME.matcher(name).matches(),
                "/name",
                "must be a letter followed by up to 99 letters, digits, '-' or '_'")
            .require(!cron.isBlank(), "/cron", "is missing: five or six cron fields")
            .between(misfireWindow, Duration.ofSeconds(1), Duration.ofDays(30), "/misfireWindow")
            .between(jitter, Duration.ZERO, Duration.ofDays(1), "/jitter")
            .require(
                start == null || end == null || start.isBefore(end), "/end", "must be after start")
            .require(
                priority >= -100 && priority <= 100,
                "/priority",
                "must be -100 to 100, but is " + priority);
    if (startWithin != null) {
      check.between(startWithin, Duration.ofSeconds(1), Duration.ofDays(30), "/startWithin");
    }
    Labels.check(labels, check);
    check.orThrow();
  }

  /** Starts a schedule that runs {@code job} at the instants of {@code cron}. */
  public static Builder named(String name, String job, String cron) {
    return new Builder().name(name).job(new JobName(job)).cron(cron);
  }

  /** Gathers a schedule; what is not said keeps its default. */
  @JsonPOJOBuilder(withPrefix = "")
  public static final class Builder {

    private String name = "";
    private @Nullable JobName job;
    private String cron = "";
    private ZoneId zone = ZoneId.of("UTC");
    private JsonNode parameters = JsonNodeFactory.instance.objectNode();
    private GapPolicy gap = GapPolicy.NEXT_VALID;
    private OverlapHourPolicy overlapHour = OverlapHourPolicy.ONCE;
    private MisfirePolicy misfire = MisfirePolicy.LAST;
    private Duration misfireWindow = Duration.ofDays(1);
    private OverlapPolicy overlap = OverlapPolicy.ALLOW;
    private Duration jitter = Duration.ZERO;
    private @Nullable Instant start;
    private @Nullable Instant end;
    private @Nullable Duration startWithin;
    private int priority;
    private Map<String, String> labels = Map.of();
    private @Nullable WebhookName webhook;

    public Builder name(String name) {
      this.name = name;
      return this;
    }

    public Builder job(JobName job) {
      this.job = job;
      return this;
    }

    public Builder cron(String cron) {
      this.cron = cron;
      return this;
    }

    public Builder zone(ZoneId zone) {
      this.zone = zone;
      return this;
    }

    public Builder parameters(JsonNode parameters) {
      this.parameters = parameters;
      return this;
    }

    public Builder gap(GapPolicy gap) {
      this.gap = gap;
      return this;
    }

    public Builder overlapHour(OverlapHourPolicy overlapHour) {
      this.overlapHour = overlapHour;
      return this;
    }

    public Builder misfire(MisfirePolicy misfire) {
      this.misfire = misfire;
      return this;
    }

    public Builder misfireWindow(Duration misfireWindow) {
      this.misfireWindow = misfireWindow;
      return this;
    }

    public Builder overlap(OverlapPolicy overlap) {
      this.overlap = overlap;
      return this;
    }

    public Builder jitter(Duration jitter) {
      this.jitter = jitter;
      return this;
    }

    public Builder start(Instant start) {
      this.start = start;
      return this;
    }

    public Builder end(Instant end) {
      this.end = end;
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

    /**
     * The schedule.
     *
     * @throws org.iguazu.api.problem.InvalidValueException naming each field that is missing or
     *     wrong
     */
    public ScheduleDefinition build() {
      return new ScheduleDefinition(
          name,
          Violations.present(job, "/job", "is missing: the name of the job to run"),
          cron,
          zone,
          parameters,
          gap,
          overlapHour,
          misfire,
          misfireWindow,
          overlap,
          jitter,
          start,
          end,
          startWithin,
          priority,
          labels,
          webhook);
    }
  }
}
