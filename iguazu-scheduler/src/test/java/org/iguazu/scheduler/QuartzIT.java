package org.iguazu.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.iguazu.test.Jobs.aJob;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
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
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

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

  /** As one does that Quartz has made for what a killed server had begun. */
  @Test
  void anAlarmIsDroppedAlsoIfAnotherOfItsScheduleGoesMeanwhile() throws Exception {
    server.get(Scheduler.class).standby();
    server.get(Alarms.class).set("doomed", SchedulerNode.CLOCK.instant().plusSeconds(3_600));
    for (String table : List.of("qrtz_triggers", "qrtz_simple_triggers")) {
      database
          .jdbc()
          .sql(
              """
              INSERT INTO %1$s SELECT (jsonb_populate_record(t, '{"trigger_name": "recover"}')).*
                FROM %1$s t WHERE trigger_name = 'doomed'
              """
                  .formatted(table))
          .update();
    }
    var dropped = new FutureTask<Void>(() -> server.get(Alarms.class).clear("doomed"), null);
    Thread dropping = Thread.ofPlatform().unstarted(dropped);

    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      var other = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      other
          .sql("SELECT lock_name FROM qrtz_locks WHERE lock_name = 'TRIGGER_ACCESS' FOR UPDATE")
          .query(String.class)
          .single();
      dropping.start();
      await().atMost(PATIENCE).until(() -> waitsForQuartz(dropping));
      other.sql("DELETE FROM qrtz_simple_triggers WHERE trigger_name = 'recover'").update();
      other.sql("DELETE FROM qrtz_triggers WHERE trigger_name = 'recover'").update();
      connection.commit();
    }

    assertThat(dropped).succeedsWithin(PATIENCE);
    assertThat(server.get(Scheduler.class).checkExists(new JobKey("doomed", "schedule"))).isFalse();
  }

  private static boolean waitsForQuartz(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("obtainLock"));
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
