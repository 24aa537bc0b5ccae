package org.iguazu.dispatcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.job.Delivery;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.Retry;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.dispatcher.log.LogProperties;
import org.iguazu.test.Assembly;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.SettableClock;
import org.iguazu.test.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The promise, under everything that can go wrong at any step: no body is entered twice, nothing
 * starts late, everything ends; a job that may run again does so after the ends that it names.
 * {@code -Diguazu.simulation.seeds=10000} runs more, {@code -Diguazu.simulation.seed=17} repeats
 * one, and both together begin with that one.
 */
@ExtendWith(PostgresExtension.class)
class AtMostOnceSimulationIT {

  private static final int SEEDS = 200;

  @EnableConfigurationProperties(LogProperties.class)
  static class Logs {}

  @Test
  void nothingRunsTwiceOrLateOrIsForgotten(TestDatabase database) throws SQLException {
    var outcomes = new EnumMap<OutcomeKind, Integer>(OutcomeKind.class);
    long steps = 0;
    try (var core =
            Assembly.of(database, new SettableClock(), CoreConfiguration.class, Logs.class);
        Connection connection = database.dataSource().getConnection()) {
      prepare(core, connection);
      log(LogLevel.OFF); // every fault is logged, as it should be
      for (long seed : seeds()) {
        Simulation.Result result = run(seed, core, connection);
        steps += result.steps();
        result.histories().forEach(it -> count(it, outcomes));
      }
    } finally {
      log(null);
    }
    System.out.printf("%d seeds, %d steps, ends %s%n", seeds().length, steps, outcomes);
    if (seeds().length >= SEEDS) {
      assertThat(outcomes.keySet()).as("the seeds reach all ends").contains(OutcomeKind.values());
    }
  }

  private static void log(@Nullable LogLevel level) {
    LoggingSystem.get(AtMostOnceSimulationIT.class.getClassLoader())
        .setLogLevel("org.iguazu", level);
  }

  private static long[] seeds() {
    Long chosen = Long.getLong("iguazu.simulation.seed");
    long first = chosen == null ? 1 : chosen;
    int count = Integer.getInteger("iguazu.simulation.seeds", chosen == null ? SEEDS : 1);
    return LongStream.range(first, first + count).toArray();
  }

  private static void prepare(Assembly core, Connection connection) throws SQLException {
    var again =
        Retry.upTo(SimulatedJob.MOST_DISPATCHES)
            .firstDelay(Duration.ofSeconds(5))
            .on(SimulatedJob.STARTED_AGAIN_AFTER)
            .build();
    for (JobDefinition.Builder job :
        List.of(
            aJob(SimulatedJob.FENCED),
            aJob(SimulatedJob.BARE),
            aJob(SimulatedJob.NARROW).maxConcurrent(1),
            aJob(SimulatedJob.AGAIN).delivery(Delivery.AT_LEAST_ONCE).retry(again))) {
      core.get(JobCatalog.class).register(job.timeout(SimulatedJob.TIMEOUT).build(), "test", NOON);
    }
    execute(connection, "SET enable_seqscan = off");
    execute(connection, "SET synchronous_commit = off");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Simulation.Result run(long seed, Assembly core, Connection connection)
      throws SQLException {
    execute(connection, "DELETE FROM lease");
    execute(connection, "UPDATE launch_budget SET next_at = '-infinity'");
    try {
      Simulation.Result result = new Simulation(seed, core, connection).run();
      for (History history : result.histories()) {
        if (!history.broken().isEmpty()) {
          fail("seed %d: %s%n%s", seed, history.broken(), history);
        }
      }
      assertThat(result.mostActive())
          .as("seed %d: how many of a job that runs one at a time", seed)
          .isLessThanOrEqualTo(1);
      assertThat(result.ended()).as("seed %d has come to an end", seed).isTrue();
      return result;
    } catch (RuntimeException e) {
      return fail("seed %d broke".formatted(seed), e);
    }
  }

  private static void count(History history, Map<OutcomeKind, Integer> outcomes) {
    if (history.row().outcome() != null) {
      outcomes.merge(history.row().outcome().kind(), 1, Integer::sum);
    }
  }
}
