package org.iguazu.cli.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.iguazu.api.schedule.GapPolicy;
import org.iguazu.api.schedule.MisfirePolicy;
import org.iguazu.api.schedule.OverlapHourPolicy;
import org.iguazu.api.schedule.OverlapPolicy;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.api.webhook.WebhookName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say when a schedule fires, beside its name and its job. */
final class ScheduleOptions {

  @Option(
      names = "--cron",
      paramLabel = "CRON",
      description = "Five fields (minute hour day month weekday) or six (second first).")
  private @Nullable String cron;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "The IANA zone whose clocks the cron expression reads. Default: ${DEFAULT-VALUE}.")
  private ZoneId zone = ZoneId.of("UTC");

  @Option(
      names = "--gap",
      description =
          "For times that clocks skip: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private GapPolicy gap = GapPolicy.NEXT_VALID;

  @Option(
      names = "--overlap-hour",
      description =
          "For times clocks show twice: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OverlapHourPolicy overlapHour = OverlapHourPolicy.ONCE;

  @Option(
      names = "--misfire",
      description =
          "For times that were missed: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private MisfirePolicy misfire = MisfirePolicy.LAST;

  @Option(
      names = "--misfire-window",
      paramLabel = "TIME",
      description = "How far back missed times are caught up. Default: 1d.")
  private Duration misfireWindow = Duration.ofDays(1);

  @Option(
      names = "--overlap",
      description =
          "While the last run has not ended: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OverlapPolicy overlap = OverlapPolicy.ALLOW;

  @Option(
      names = "--jitter",
      paramLabel = "TIME",
      description = "Each run is due up to this much later. Default: none.")
  private Duration jitter = Duration.ZERO;

  @Option(names = "--start", paramLabel = "INSTANT", description = "No fire before.")
  private @Nullable Instant start;

  @Option(names = "--end", paramLabel = "INSTANT", description = "No fire at or after.")
  private @Nullable Instant end;

  @Option(
      names = "--start-within",
      paramLabel = "TIME",
      description = "How long after it is due a run may still start. Default: the job's.")
  private @Nullable Duration startWithin;

  @Option(names = "--priority", paramLabel = "N", description = "Higher goes first, -100 to 100.")
  private int priority;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "A label for each of its runs; may be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--webhook",
      paramLabel = "NAME",
      description = "The webhook that is told when one of its runs has finished.")
  private @Nullable WebhookName webhook;

  boolean hasCron() {
    return cron != null;
  }

  ScheduleDefinition.Builder of(String name, String job) {
    var builder =
        ScheduleDefinition.named(name, job, cron == null ? "" : cron)
            .zone(zone)
            .gap(gap)
            .overlapHour(overlapHour)
            .misfire(misfire)
            .misfireWindow(misfireWindow)
            .overlap(overlap)
            .jitter(jitter)
            .priority(priority)
            .labels(labels);
    if (start != null) {
      builder.start(start);
    }
    if (webhook != null) {
      builder.webhook(webhook);
    }
    if (end != null) {
      builder.end(end);
    }
    return startWithin == null ? builder : builder.startWithin(startWithin);
  }
}
