package org.iguazu.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.iguazu.test.Jobs.aJob;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.iguazu.api.schedule.MisfirePolicy;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.sql.Timestamps;
import org.iguazu.scheduler.fire.Alarms;
import org.iguazu.test.Assembly;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quartz.Scheduler;

/** Quartz, by the real clock. */
@ExtendWith(PostgresExtension.class)
class QuartzIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private TestDatabase database;
  private Assembly server;

  @BeforeEach
  void start(TestDatabase database) {
    this.database = database;
    database.jdbc().sql("TRUNCATE invocation, invocation_event").update();
    server = SchedulerNode.assembly(database.url(), database.user(), database.password());
    server
        .get(JobCatalog.class)
        .register(aJob("export-grades").build(), "test", SchedulerNode.CLOCK.instant());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void twoServersFireEachInstantOnceAlsoWhenOneOfThemIsKilled() throws Exception {
    Process other = SchedulerNode.start(database);
    try {
      await().atMost(PATIENCE).until(() -> servers() == 2);
      put("every-second");
      server.get(Scheduler.class).standby(); // so that it is the other that fires
      int before = fired().size();
      await().atMost(PATIENCE).until(() -> fired().size() >= before + 3);
      server.get(Scheduler.class).start();
    } finally {
      other.destroyForcibly().waitFor();
    }
    Instant killed = SchedulerNode.CLOCK.instant();
    await().atMost(PATIENCE).until(() -> fired().getLast().isAfter(killed.plusSeconds(3)));
    schedules().pause("every-second", SchedulerNode.CLOCK.instant());

    List<Instant> fired = fired();
    assertThat(fired).doesNotHaveDuplicates();
    for (int i = 1; i < fired.size(); i++) {
      assertThat(fired.get(i)).isEqualTo(fired.get(i - 1).plusSeconds(1));
    }
  }

  @Test
  void anAlarmThatWasLostIsSetAgain() {
    put("healed");
    server.get(Alarms.class).clear("healed");
    Instant cleared = SchedulerNode.CLOCK.instant();

    server.get(Alarms.class).heal();

    await().atMost(PATIENCE).until(() -> !fired().isEmpty() && fired().getLast().isAfter(cleared));
    schedules().delete("healed");
  }

  private void put(String name) {
    ScheduleDefinition definition =
        ScheduleDefinition.named(name, "export-grades", "* * * * * *")
            .misfire(MisfirePolicy.ALL)
            .build();
    schedules().put(definition, "test", SchedulerNode.CLOCK.instant());
  }

  private Schedules schedules() {
    return server.get(Schedules.class);
  }

  private int servers() {
    return database
        .jdbc()
        .sql("SELECT count(*) FROM qrtz_scheduler_state")
        .query(Integer.class)
        .single();
  }

  private List<Instant> fired() {
    return database
        .jdbc()
        .sql("SELECT fire_time FROM invocation WHERE schedule IS NOT NULL ORDER BY fire_time")
        .query((row, _) -> Timestamps.instant(row, "fire_time"))
        .list();
  }
}
