package org.iguazu.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.AtOnce.atOnce;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.invocation.Intake;
import org.iguazu.core.invocation.InvocationIntake;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.test.Assembly;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.SettableClock;
import org.iguazu.test.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchBucketIT {

  private Assembly core;
  private TestDatabase database;
  private LaunchBucket bucket;

  @BeforeAll
  void start(TestDatabase database) {
    this.database = database;
    core = Assembly.of(database, new SettableClock(), CoreConfiguration.class);
    bucket = new LaunchBucket(database.dataSource(), 100, 40);
  }

  @AfterAll
  void stop() {
    core.close();
  }

  @BeforeEach
  void full() {
    database.jdbc().sql("UPDATE launch_budget SET next_at = '-infinity'").update();
  }

  @Test
  void whatComesAfterATokenWasTakenIsCommittedToTheDiskAgain() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      var same = new SingleConnectionDataSource(connection, true);
      var jdbc = JdbcClient.create(same);
      jdbc.sql("SET synchronous_commit = on").update();

      new LaunchBucket(same, 100, 40).take(1, NOON);

      assertThat(jdbc.sql("SHOW synchronous_commit").query(String.class).single()).isEqualTo("on");
    }
  }

  @Test
  void aFullBucketPaysForABurstAndThenForWhatFlowsIn() {
    assertThat(bucket.take(100, NOON)).containsOnly(NOON);
    assertThat(bucket.take(3, NOON))
        .containsExactly(NOON.plusMillis(25), NOON.plusMillis(50), NOON.plusMillis(75));
  }

  @Test
  void whatFlowsInIsThereForThoseThatComeLaterAndNoMoreThanItHolds() {
    bucket.take(100, NOON);

    assertThat(bucket.take(41, NOON.plusSeconds(1)))
        .endsWith(NOON.plusSeconds(1), NOON.plusMillis(1_025));
    assertThat(bucket.take(101, NOON.plusSeconds(60))).endsWith(NOON.plusMillis(60_025));
  }

  @Test
  void serversTogetherTakeNoMoreThanOneWould() throws Exception {
    List<Instant> slots =
        atOnce(4, () -> new LaunchBucket(database.dataSource(), 100, 40).take(50, NOON)).stream()
            .flatMap(Collection::stream)
            .sorted()
            .toList();

    assertThat(slots.subList(0, 100)).containsOnly(NOON);
    assertThat(slots.subList(100, 200))
        .isEqualTo(IntStream.rangeClosed(1, 100).mapToObj(i -> NOON.plusMillis(25L * i)).toList());
  }

  @Test
  void whatWasTakenOfALargerBucketIsNotOwedByASmallerOne() {
    var larger = new LaunchBucket(database.dataSource(), 1_000, 40);
    larger.take(900, NOON);

    assertThat(bucket.take(101, NOON)).endsWith(NOON, NOON.plusMillis(25));
    assertThat(larger.take(1, NOON)).containsExactly(NOON.plusMillis(50));
  }

  @Test
  void ifEcsThrottlesTheBucketIsEmptyWhateverWeBelieved() {
    bucket.empty(NOON);

    assertThat(bucket.take(2, NOON)).containsExactly(NOON.plusMillis(25), NOON.plusMillis(50));
  }

  @Test
  void whatWaitsWhileTheBucketIsEmptySaysSo() {
    core.get(JobCatalog.class).register(aJob("export").build(), "test", NOON);
    bucket.take(99, NOON);
    assertThat(waiting()).isNull();

    bucket.take(2, NOON);

    assertThat(waiting()).isEqualTo("waiting for the launch budget");
  }

  private @Nullable String waiting() {
    var answer =
        core.get(InvocationIntake.class)
            .accept(List.of(InvocationRequest.of("export").build()), "test", null, NOON)
            .getFirst();
    var id = ((Intake.Accepted) answer).invocation().id();
    return core.get(InvocationReader.class).find(id).orElseThrow().waiting();
  }
}
