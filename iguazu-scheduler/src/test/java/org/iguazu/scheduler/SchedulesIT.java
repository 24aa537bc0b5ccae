package org.iguazu.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationQuery;
import org.iguazu.api.job.InputFile;
import org.iguazu.api.job.Isolation;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.api.schedule.LeftOutFire;
import org.iguazu.api.schedule.MisfirePolicy;
import org.iguazu.api.schedule.OverlapPolicy;
import org.iguazu.api.schedule.Schedule;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.api.schedule.ScheduleState;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.invocation.Claim;
import org.iguazu.core.invocation.Intake;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.invocation.News;
import org.iguazu.core.schedule.Handled;
import org.iguazu.core.schedule.ScheduleCatalog;
import org.iguazu.core.schedule.StoredSchedule;
import org.iguazu.scheduler.fire.Alarms;
import org.iguazu.scheduler.fire.ScheduleFires;
import org.iguazu.test.Assembly;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.SettableClock;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;

/** Schedules by a settable clock; Quartz stands by and is not started. */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchedulesIT {

  private final SettableClock clock = new SettableClock();
  private TestDatabase database;
  private Assembly assembly;
  private Schedules schedules;
  private ScheduleFires fires;
  private InvocationLedger ledger;

  @BeforeAll
  void start(TestDatabase database) {
    this.database = database;
    assembly =
        Assembly.of(
            database,
            clock,
            Map.of("iguazu.scheduler.enabled", "false", "iguazu.clusters.hardened", "sealed"),
            CoreConfiguration.class,
            SchedulerConfiguration.class,
            Meters.class);
    schedules = assembly.get(Schedules.class);
    fires = assembly.get(ScheduleFires.class);
    ledger = assembly.get(InvocationLedger.class);
    assembly.get(JobCatalog.class).register(aJob("export-grades").build(), "test", NOON);
    assembly
        .get(JobCatalog.class)
        .register(
            aJob("picky")
                .parameterSchema(
                    IguazuJson.strict().readTree("{\"type\":\"object\",\"required\":[\"quiz\"]}"))
                .build(),
            "test",
            NOON);
  }

  @AfterAll
  void stop() {
    assembly.close();
  }

  @BeforeEach
  void empty() {
    clock.set(NOON);
    database.jdbc().sql("TRUNCATE invocation, invocation_event").update();
    database.jdbc().sql("TRUNCATE schedule").update();
  }

  @Test
  void firesOnceForAnInstantHoweverOftenItIsWoken() {
    put(hourly());
    clock.set(at("13:00"));

    assertThat(fires.fire("hourly")).contains(at("14:00"));
    assertThat(assembly.get(ScheduleCatalog.class).find("hourly").orElseThrow().handledUntil())
        .isEqualTo(at("13:00"));
    database.jdbc().sql("UPDATE schedule SET handled_until = '2026-11-24T12:00:00Z'").update();
    fires.fire("hourly");

    assertThat(fired()).containsExactly(at("13:00"));
  }

  @Test
  void catchesUpAsItsMisfirePolicySays() {
    put(hourly().misfire(MisfirePolicy.ALL));
    clock.set(at("15:30"));

    fires.fire("hourly");

    assertThat(fired()).containsExactly(at("15:00"), at("14:00"), at("13:00"));
    assertThat(schedules.find("hourly").orElseThrow().lastFireAt()).isEqualTo(at("15:00"));
  }

  @Test
  void catchesUpNoFurtherBackThanItsWindow() {
    put(hourly().misfire(MisfirePolicy.ALL).misfireWindow(Duration.ofMinutes(90)));
    clock.set(at("15:30"));

    fires.fire("hourly");

    assertThat(fired()).containsExactly(at("15:00"), at("14:00"));
  }

  @Test
  void anInvocationIsWhatItsScheduleSays() {
    put(
        hourly()
            .parameters(IguazuJson.strict().readTree("{\"quiz\":7}"))
            .priority(3)
            .labels(Map.of("team", "data"))
            .startWithin(Duration.ofMinutes(7)));
    fireAt("13:00");

    Invocation listed = invocations().getFirst();
    Invocation fired = assembly.get(InvocationReader.class).find(listed.id()).orElseThrow();
    assertThat(fired.parameters()).hasToString("{\"quiz\":7}");
    assertThat(fired.priority()).isEqualTo(3);
    assertThat(fired.labels()).isEqualTo(Map.of("team", "data"));
    assertThat(fired.startBy()).isEqualTo(at("13:07"));
  }

  @Test
  void invocationsMayRunBesideEachOther() {
    put(hourly().overlap(OverlapPolicy.ALLOW).startWithin(Duration.ofHours(3)));
    fireAt("13:00");
    fireAt("14:00");

    assertThat(claimAll()).hasSize(2);
  }

  @Test
  void firesAgainAfterTheLastInvocationHasEnded() {
    put(hourly().overlap(OverlapPolicy.SKIP));
    fireAt("13:00");
    ledger.append(claimAll().getFirst(), new News.Lost(1, "for this test", clock.instant()));
    fireAt("14:00");

    assertThat(fired()).containsExactly(at("14:00"), at("13:00"));
  }

  @Test
  void itsAlarmFollowsWhatIsDoneWithASchedule() throws SchedulerException {
    put(hourly());
    assertThat(alarm()).contains(at("13:00"));
    put(hourly().cron("30 * * * *"));
    assertThat(alarm()).contains(at("12:30"));
    put(hourly().cron("0 18 * * *"));
    assertThat(alarm()).contains(at("18:00"));

    schedules.pause("hourly", NOON);
    assertThat(alarm()).isEmpty();
    schedules.resume("hourly", NOON);
    assertThat(alarm()).contains(at("18:00"));
    schedules.delete("hourly");
    assertThat(alarm()).isEmpty();
  }

  @Test
  void alarmsThatAreMissingOrLateAreSetAndThoseOfNoScheduleDropped() throws SchedulerException {
    Alarms alarms = assembly.get(Alarms.class);
    put(hourly());

    alarms.clear("hourly");
    alarms.heal();
    assertThat(alarm()).contains(at("13:00"));
    alarms.set("hourly", at("17:00"));
    alarms.heal();
    assertThat(alarm()).contains(at("13:00"));
    database.jdbc().sql("TRUNCATE schedule").update();
    alarms.heal();
    assertThat(alarm()).isEmpty();
  }

  @Test
  void whatWasFiredForAnEarlierDefinitionSaysNothingAboutALaterOne() {
    ScheduleCatalog catalog = assembly.get(ScheduleCatalog.class);
    put(hourly());
    StoredSchedule before = catalog.find("hourly").orElseThrow();
    put(hourly().cron("30 * * * *"));

    catalog.handled(before, new Handled(at("23:00"), at("22:00"), null, at("23:30")));

    Schedule schedule = schedules.find("hourly").orElseThrow();
    assertThat(schedule.nextFireAt()).isEqualTo(at("12:30"));
    assertThat(schedule.lastFireAt()).isNull();
  }

  @Test
  void aFireThatIsCaughtUpLateStillHasItsTimeToStart() {
    put(ScheduleDefinition.named("hourly", "export-grades", "0 13 * * *"));
    clock.set(at("18:30"));

    fires.fire("hourly");

    assertThat(fired()).containsExactly(at("13:00"));
    assertThat(claimAll()).hasSize(1);
  }

  @Test
  void leavesOutAFireWhileTheLastInvocationHasNotEnded() {
    put(hourly().overlap(OverlapPolicy.SKIP));
    fireAt("13:00");
    fireAt("14:00");

    assertThat(fired()).containsExactly(at("13:00"));
  }

  @Test
  void tellsTheLastFireThatItLeftOutAndCountsThemByReason() {
    put(hourly().misfire(MisfirePolicy.NONE).overlap(OverlapPolicy.SKIP));
    double missed = leftOut("missed");
    double overlapping = leftOut("overlap");

    clock.set(at("14:30"));
    fires.fire("hourly");
    Schedule afterDownTime = schedules.find("hourly").orElseThrow();
    fireAt("15:00");
    fireAt("16:00");
    Schedule afterOverlap = schedules.find("hourly").orElseThrow();

    assertThat(afterDownTime.lastLeftOut())
        .isEqualTo(new LeftOutFire(at("14:00"), "no server fired it in time, and misfire is NONE"));
    assertThat(afterOverlap.lastLeftOut())
        .isEqualTo(
            new LeftOutFire(
                at("16:00"),
                "invocation %s has not ended".formatted(invocations().getFirst().id())));
    assertThat(leftOut("missed") - missed).isEqualTo(2);
    assertThat(leftOut("overlap") - overlapping).isEqualTo(1);
  }

  private double leftOut(String reason) {
    return assembly
        .get(MeterRegistry.class)
        .counter("iguazu.schedule.left.out", "reason", reason)
        .count();
  }

  @Test
  void queuesOneFireBehindTheRunningInvocation() {
    put(hourly().overlap(OverlapPolicy.QUEUE_ONE).startWithin(Duration.ofHours(3)));
    fireAt("13:00");
    InvocationId first = claimAll().getFirst();
    fireAt("14:00");
    fireAt("15:00");

    assertThat(fired()).containsExactly(at("14:00"), at("13:00"));
    assertThat(claimAll()).isEmpty();
    ledger.append(first, new News.Lost(1, "for this test", clock.instant()));
    assertThat(claimAll()).hasSize(1);
  }

  @Test
  void aPausedScheduleDoesNotFireAndWhatItMissedIsLeftOut() {
    put(hourly().misfire(MisfirePolicy.ALL));
    schedules.pause("hourly", NOON);
    clock.set(at("13:00"));

    assertThat(fires.fire("hourly")).isEmpty();
    Schedule resumed = schedules.resume("hourly", at("14:30")).orElseThrow();

    assertThat(resumed.nextFireAt()).isEqualTo(at("15:00"));
    fireAt("15:00");
    assertThat(fired()).containsExactly(at("15:00"));
  }

  @Test
  void aReplacedScheduleFiresFromNowOn() {
    put(hourly().misfire(MisfirePolicy.ALL));
    clock.set(at("15:30"));

    Schedules.Put replaced = put(hourly().cron("0 */2 * * *").misfire(MisfirePolicy.ALL));
    fireAt("16:00");

    assertThat(replaced.created()).isFalse();
    assertThat(replaced.schedule().createdAt()).isEqualTo(NOON);
    assertThat(fired()).containsExactly(at("16:00"));
  }

  @Test
  void aReplacedScheduleStaysPaused() {
    put(hourly());
    schedules.pause("hourly", NOON);

    assertThat(put(hourly().cron("0 */2 * * *")).schedule().state())
        .isEqualTo(ScheduleState.PAUSED);
  }

  @Test
  void endsAfterItsLastInstant() {
    put(hourly().end(at("13:30")));
    fireAt("13:00");

    assertThat(schedules.find("hourly").orElseThrow().state()).isEqualTo(ScheduleState.ENDED);
    assertThat(fired()).containsExactly(at("13:00"));
  }

  @Test
  void jitterDelaysTheRunAndNotTheFireTime() {
    put(hourly().jitter(Duration.ofMinutes(10)));
    fireAt("13:00");

    Invocation invocation = invocations().getFirst();
    assertThat(invocation.fireTime()).isEqualTo(at("13:00"));
    assertThat(invocation.dueAt()).isStrictlyBetween(at("13:00"), at("13:10"));
  }

  @Test
  void runsNowBesideItsFires() {
    put(hourly());

    assertThat(schedules.runNow("hourly", "ann", null, NOON))
        .get()
        .isInstanceOf(Intake.Accepted.class);
    assertThat(invocations()).extracting(Invocation::fireTime).containsOnlyNulls();
    assertThat(schedules.runNow("no-such", "ann", null, NOON)).isEmpty();
  }

  @Test
  void aScheduleThatCannotBeIsRefused() {
    assertThatThrownBy(() -> put(hourly().cron("0 0 30 2 *")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("a day that never comes");
    assertThatThrownBy(() -> put(hourly().start(at("13:01")).end(at("13:59"))))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("would never fire");
    assertThatThrownBy(() -> put(hourly().end(NOON)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("/end");
    assertThatThrownBy(() -> put(ScheduleDefinition.named("other", "no-such-job", "0 * * * *")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no-such-job");
    assertThatThrownBy(() -> put(ScheduleDefinition.named("picky", "picky", "0 * * * *")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("/parameters/quiz");
    assertThat(schedules.list(null, 10)).isEmpty();
  }

  @Test
  void aDeletedScheduleIsGone() {
    put(hourly());

    assertThat(schedules.delete("hourly")).isTrue();
    assertThat(schedules.delete("hourly")).isFalse();
    assertThat(fires.fire("hourly")).isEmpty();
  }

  @Test
  void aJobThatNeedsFilesHasNoSchedule() {
    JobDefinition.Builder grading = aJob("grading").isolation(Isolation.HARDENED).cluster("sealed");
    ScheduleDefinition.Builder nightly =
        ScheduleDefinition.named("nightly", "grading", "0 13 * * *");
    registerNow(grading);
    put(nightly);
    registerNow(grading.inputs(List.of(InputFile.named("essay").build())));

    assertThatThrownBy(() -> put(nightly))
        .isInstanceOfSatisfying(
            InvalidValueException.class,
            e ->
                assertThat(e.errors())
                    .containsExactly(
                        new FieldError(
                            "/job", "needs files, which a schedule cannot give: essay")));
    clock.set(at("13:00"));
    fires.fire("nightly");
    assertThat(schedules.find("nightly").orElseThrow().lastLeftOut())
        .extracting(LeftOutFire::reason)
        .asString()
        .contains("needs files, which a schedule cannot give");
  }

  private void registerNow(JobDefinition.Builder job) {
    assembly.get(JobCatalog.class).register(job.build(), "test", NOON);
  }

  private static ScheduleDefinition.Builder hourly() {
    return ScheduleDefinition.named("hourly", "export-grades", "0 * * * *");
  }

  private Schedules.Put put(ScheduleDefinition.Builder definition) {
    return schedules.put(definition.build(), "ann", clock.instant());
  }

  private void fireAt(String time) {
    clock.set(at(time));
    fires.fire("hourly");
  }

  private List<InvocationId> claimAll() {
    return ledger.claim(10, Set.of(), "server", clock.instant()).stream()
        .map(Claim::invocation)
        .toList();
  }

  /** When Quartz would wake the schedule. */
  private Optional<Instant> alarm() throws SchedulerException {
    return Optional.ofNullable(
            assembly.get(Scheduler.class).getTrigger(new TriggerKey("hourly", "schedule")))
        .map(trigger -> trigger.getNextFireTime().toInstant());
  }

  /** What was fired, newest first. */
  private List<Instant> fired() {
    return invocations().stream()
        .flatMap(it -> Optional.ofNullable(it.fireTime()).stream())
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private List<Invocation> invocations() {
    return assembly.get(InvocationReader.class).list(InvocationQuery.newest(100)).items();
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-24T" + time + ":00Z");
  }
}
