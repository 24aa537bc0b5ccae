package org.iguazu.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.job.InputFile;
import org.iguazu.api.job.JobRevision;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.api.schedule.Schedule;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.api.schedule.ScheduleState;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.catalog.ParameterSchemas;
import org.iguazu.core.invocation.IdempotencyKey;
import org.iguazu.core.invocation.Intake;
import org.iguazu.core.invocation.InvocationIntake;
import org.iguazu.core.schedule.ScheduleCatalog;
import org.iguazu.core.schedule.StoredSchedule;
import org.iguazu.core.webhook.Webhooks;
import org.iguazu.scheduler.cron.FireTimes;
import org.iguazu.scheduler.fire.Alarms;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What can be done with schedules. */
public final class Schedules {

  private final ScheduleCatalog catalog;
  private final Alarms alarms;
  private final JobCatalog jobs;
  private final ParameterSchemas schemas;
  private final Webhooks webhooks;
  private final InvocationIntake intake;

  public Schedules(
      ScheduleCatalog catalog,
      Alarms alarms,
      JobCatalog jobs,
      ParameterSchemas schemas,
      Webhooks webhooks,
      InvocationIntake intake) {
    this.catalog = catalog;
    this.schemas = schemas;
    this.webhooks = webhooks;
    this.alarms = alarms;
    this.jobs = jobs;
    this.intake = intake;
  }

  /** What a put has led to; {@code created} is false if it replaced an earlier definition. */
  public record Put(Schedule schedule, boolean created) {}

  /**
   * Writes a schedule down, in place of an earlier one of its name, and fires it from {@code now}
   * on.
   *
   * @param by the name of the API key that does it
   * @throws InvalidValueException if its cron expression is none, it would never fire, or its job
   *     needs files
   * @throws ProblemException if there is no such job, or the parameters do not fit it
   */
  public Put put(ScheduleDefinition definition, String by, Instant now) {
    Optional<Instant> next = FireTimes.ofNew(definition).next(now);
    if (next.isEmpty()) {
      throw never(definition, now);
    }
    if (definition.webhook() != null && !webhooks.isKnown(definition.webhook())) {
      throw new ProblemException(Webhooks.unknown(definition.webhook()));
    }
    JobRevision job = jobs.current(definition.job()).orElseThrow(() -> unknownJob(definition));
    checkFiles(job);
    checkParameters(definition, job);
    ScheduleCatalog.Put put = catalog.put(definition, by, now, next.get());
    setAlarm(put.stored());
    return new Put(put.stored().schedule(), put.created());
  }

  private static InvalidValueException never(ScheduleDefinition definition, Instant now) {
    boolean over = definition.end() != null && !definition.end().isAfter(now);
    return new InvalidValueException(
        List.of(
            over
                ? new FieldError("/end", "has passed: the schedule would never fire")
                : new FieldError(
                    "/cron", "has no instant to come: the schedule would never fire")));
  }

  private static void checkFiles(JobRevision job) {
    List<String> required =
        job.definition().inputs().stream()
            .filter(InputFile::required)
            .map(InputFile::name)
            .toList();
    if (!required.isEmpty()) {
      throw new InvalidValueException(
          List.of(
              new FieldError(
                  "/job",
                  "needs files, which a schedule cannot give: " + String.join(", ", required))));
    }
  }

  private void checkParameters(ScheduleDefinition definition, JobRevision job) {
    JsonNode schema = job.definition().parameterSchema();
    List<FieldError> errors =
        schema == null ? List.of() : schemas.errors(schema, definition.parameters());
    if (!errors.isEmpty()) {
      throw new ProblemException(
          Problem.of(
              ProblemCode.INVALID_PARAMETERS,
              "The parameters do not match the JSON Schema of job '%s'."
                  .formatted(definition.job()),
              errors));
    }
  }

  private static ProblemException unknownJob(ScheduleDefinition definition) {
    return new ProblemException(
        Problem.of(
            ProblemCode.NOT_FOUND,
            "There is no job '%s'; register it first.".formatted(definition.job()),
            List.of(new FieldError("/job", "names no registered job"))));
  }

  public Optional<Schedule> find(String name) {
    return catalog.find(name).map(StoredSchedule::schedule);
  }

  /**
   * Schedules in the order of their names.
   *
   * @param after go on after this one; null to begin
   */
  public List<Schedule> list(@Nullable String after, int limit) {
    return catalog.list(after, limit).stream().map(StoredSchedule::schedule).toList();
  }

  /**
   * Deletes a schedule; the invocations that it made stay.
   *
   * @return whether there was one
   */
  public boolean delete(String name) {
    boolean deleted = catalog.delete(name);
    alarms.clear(name);
    return deleted;
  }

  /** Fires it no more until it is resumed; empty if there is no such schedule. */
  public Optional<Schedule> pause(String name, Instant now) {
    Optional<StoredSchedule> paused = catalog.pause(name, now);
    paused.ifPresent(_ -> alarms.clear(name));
    return paused.map(StoredSchedule::schedule);
  }

  /**
   * Fires it again; what it would have fired meanwhile is left out. Empty if there is no such
   * schedule.
   */
  public Optional<Schedule> resume(String name, Instant now) {
    return catalog
        .find(name)
        .flatMap(stored -> {
          Optional<Instant> next = FireTimes.of(stored.schedule().definition()).next(now);
          return catalog.resume(name, now, next.orElse(null));
        })
        .map(resumed -> {
          setAlarm(resumed);
          return resumed.schedule();
        });
  }

  /**
   * Runs its job now, beside what the schedule fires; empty if there is no such schedule.
   *
   * @param by who asks, as it stands in the history
   * @param key makes the call repeatable, as long as the schedule stays as it is
   */
  public Optional<Intake> runNow(
      String name, String by, @Nullable IdempotencyKey key, Instant now) {
    return find(name)
        .map(Schedule::definition)
        .map(definition -> {
          var request =
              InvocationRequest.of(definition.job().value())
                  .parameters(definition.parameters())
                  .priority(definition.priority())
                  .labels(definition.labels());
          if (definition.startWithin() != null) {
            request.startWithin(definition.startWithin());
          }
          if (definition.webhook() != null) {
            request.webhook(definition.webhook());
          }
          return intake.accept(List.of(request.build()), by, key, now).getFirst();
        });
  }

  /** When a schedule that is written down will fire next. */
  public List<Instant> preview(Schedule schedule, Instant from, int count) {
    return FireTimes.of(schedule.definition()).next(from, count);
  }

  /**
   * When a schedule would fire if it were written down.
   *
   * @throws InvalidValueException if its cron expression is none
   */
  public List<Instant> preview(ScheduleDefinition definition, Instant from, int count) {
    return FireTimes.ofNew(definition).next(from, count);
  }

  private void setAlarm(StoredSchedule stored) {
    Schedule schedule = stored.schedule();
    Instant next = schedule.nextFireAt();
    if (schedule.state() == ScheduleState.ACTIVE && next != null) {
      alarms.set(schedule.definition().name(), next);
    }
  }
}
