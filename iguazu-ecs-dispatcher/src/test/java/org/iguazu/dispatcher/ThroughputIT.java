package org.iguazu.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.core.wake.Announcer;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.throttle.Throttling;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Many invocations at one instant: each is sent once, never early, and as fast as ECS takes them.
 */
@ExtendWith(PostgresExtension.class)
class ThroughputIT {

  private static final int MANY = 600;

  @TempDir private Path directory;

  /** The loopback takes all that comes. */
  private static final Map<String, Object> UNLIMITED =
      Map.of("iguazu.dispatcher.launch-burst", 1_000_000);

  /**
   * Has the database note for each event when it was really written, whatever its writer believes.
   */
  @BeforeEach
  void noteWhenEventsAreWritten(TestDatabase database) {
    database
        .jdbc()
        .sql(
            """
            ALTER TABLE invocation_event
              ADD COLUMN IF NOT EXISTS written_at timestamptz DEFAULT clock_timestamp()
            """)
        .update();
  }

  @Test
  void oneServerSendsThemOnceAndNeverEarly(TestDatabase database) {
    try (var installation = Installation.on(database, directory, ThroughputIT::withoutProcesses)) {
      installation.addServer(UNLIMITED);

      Instant due = dueTogether(installation, database);

      sentOnceEach(installation, database, due);
    }
  }

  @Test
  void twoServersSendThemOnceAndNeverEarly(TestDatabase database) {
    try (var installation = Installation.on(database, directory, ThroughputIT::withoutProcesses)) {
      installation.addServer(UNLIMITED);
      installation.addServer(UNLIMITED);

      Instant due = dueTogether(installation, database);

      sentOnceEach(installation, database, due);
      assertThat(
              database
                  .jdbc()
                  .sql(
                      """
                      SELECT count(DISTINCT details->>'server') FROM invocation_event
                       WHERE kind = 'claimed'
                      """)
                  .query(Integer.class)
                  .single())
          .as("both took part")
          .isEqualTo(2);
    }
  }

  @Test
  void whereEcsThrottlesTheyAreSpacedAndDoNotGoBackToTheQueue(TestDatabase database) {
    try (var installation = Installation.on(database, directory, ThroughputIT::withoutProcesses)) {
      installation.addServer(Map.of());
      warmUp(installation);
      installation.loopback().throttle(Throttling.likeEcs());
      Instant due = dueTogether(installation, database);
      installation.loopback().throttle(Throttling.off()); // so that the test itself may ask

      assertThat(Duration.between(due, last(database, "launched_at")))
          .as("no faster than a burst of 100 and 40 a second")
          .isGreaterThan(Duration.ofMillis(1_000 * (MANY - 100) / 40 * 9 / 10));
      assertThat(installation.get(MeterRegistry.class).counter("iguazu.dispatch.throttled").count())
          .as("calls are made when there is room for them")
          .isLessThan(MANY / 20.0);
      assertThat(events(database, "refused")).isZero();
      sentOnceEach(installation, database, due);
    }
  }

  private static void warmUp(Installation installation) {
    installation.register(installation.aProcess("warm", "true").build());
    installation.invoke(InvocationRequest.of("warm").build(), 50).forEach(installation::awaitEnd);
  }

  /**
   * Invokes them for an instant soon, has the servers look for work all the time until then, and
   * waits until all are launched.
   */
  private static Instant dueTogether(Installation installation, TestDatabase database) {
    installation.register(installation.aProcess("many", "true").cpu(128).memory(64).build());
    Instant due = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
    installation.invoke(InvocationRequest.of("many").dueAt(due).build(), MANY);
    var announcer = new Announcer(database.jdbc());
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> {
          announcer.due(List.of(Instant.now()));
          return Instant.now().isAfter(due);
        });
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> installation.count("QUEUED") + installation.count("DISPATCHING") == 0);
    return due;
  }

  private static void sentOnceEach(Installation installation, TestDatabase database, Instant due) {
    assertThat(firstClaim(database, "at")).isAfterOrEqualTo(due);
    assertThat(firstClaim(database, "written_at"))
        .as("by the database's clock, too")
        .isAfterOrEqualTo(due);
    assertThat(
            installation.tasks().stream()
                .filter(task -> task.group().equals("iguazu-many"))
                .map(Task::startedBy))
        .hasSize(MANY)
        .doesNotHaveDuplicates();
  }

  private static Instant firstClaim(TestDatabase database, String column) {
    return database
        .jdbc()
        .sql(
            """
            SELECT min(e.%s) FROM invocation_event e JOIN invocation i ON i.id = e.invocation_id
             WHERE i.job = 'many' AND e.kind = 'claimed'
            """
                .formatted(column))
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private static Instant last(TestDatabase database, String column) {
    return database
        .jdbc()
        .sql("SELECT max(%s) FROM invocation WHERE job = 'many'".formatted(column))
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private static int events(TestDatabase database, String kind) {
    return database
        .jdbc()
        .sql("SELECT count(*) FROM invocation_event WHERE kind = :kind")
        .param("kind", kind)
        .query(Integer.class)
        .single();
  }

  /** Tasks that end well at once, for this is about launching them. */
  private static LoopbackConfig withoutProcesses(LoopbackConfig config) {
    return config.withEngine((_, _) -> new NoProcesses());
  }

  private static final class NoProcesses implements TaskEngine {

    @Override
    public void start(TaskSpec task, TaskObserver observer) {
      Thread.ofVirtual()
          .start(() -> {
            observer.running("main", task.id());
            observer.ended("main", new ContainerEnd.Exited(0, null));
            observer.stopped();
          });
    }

    @Override
    public void stop(String taskId) {}

    @Override
    public void kill(String taskId) {}

    @Override
    public void close() {}
  }
}
