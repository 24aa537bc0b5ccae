package org.iguazu.core.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.job.Delivery;
import org.iguazu.api.job.Retry;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.invocation.InvocationState.Queued;
import org.iguazu.core.sql.Timestamps;
import org.iguazu.test.Assembly;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.SettableClock;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

/** The row is the fold of its events, whatever happened to it. */
@ExtendWith(PostgresExtension.class)
class HistoryIT {

  private static final int INVOCATIONS = 500;
  private static final int NEWS = 3_000;
  private static final Instant AFTER_START_BY = NOON.plusSeconds(600);
  private static final List<Class<? extends News>> KINDS =
      List.of(
          News.Claimed.class,
          News.Accepted.class,
          News.Refused.class,
          News.TakenOver.class,
          News.Started.class,
          News.SeenRunning.class,
          News.StopRequested.class,
          News.Succeeded.class,
          News.Failed.class,
          News.TaskEnded.class,
          News.Lost.class,
          News.Expired.class);

  @Test
  void everyRowIsTheFoldOfItsEvents(TestDatabase database) {
    long seed = Long.getLong("seed", 20_261_124L);
    try (var core = Assembly.of(database, new SettableClock(), CoreConfiguration.class)) {
      shuffle(core, new Random(seed));
    }

    Map<InvocationId, InvocationState> folded = fold(database);
    Map<InvocationId, InvocationState> stored = new HashMap<>();
    database
        .jdbc()
        .sql("SELECT * FROM invocation")
        .query(InvocationRow::read)
        .list()
        .forEach(row -> stored.put(row.id(), row.state()));
    assertThat(stored).as("seed %d", seed).hasSize(INVOCATIONS).isEqualTo(folded);
    assertThat(stored.values()).as("some ran before").anyMatch(it -> it.before() != null);
    assertThat(stored.values().stream().map(InvocationState::status).distinct())
        .as("the test reaches all states")
        .hasSize(5);
    assertThat(
            database
                .jdbc()
                .sql("SELECT DISTINCT kind FROM invocation_event WHERE kind <> 'submitted'")
                .query(String.class)
                .list())
        .as("and all that can happen does")
        .containsExactlyInAnyOrderElementsOf(KINDS.stream().map(LedgerWriter::kindOf).toList());
    assertThat(
            database
                .jdbc()
                .sql(
                    """
                    SELECT count(*) FROM invocation i
                     WHERE events <> (SELECT count(*) FROM invocation_event e WHERE e.invocation_id = i.id)
                        OR NOT EXISTS (SELECT 1 FROM invocation_event e
                                        WHERE e.invocation_id = i.id AND sequence = 1 AND kind = 'submitted')
                    """)
                .query(Integer.class)
                .single())
        .as("invocations with a gap in their history")
        .isZero();
  }

  /** Lets random news, sensible and not, happen to all invocations. */
  private static void shuffle(Assembly core, Random random) {
    JobCatalog jobs = core.get(JobCatalog.class);
    Retry retry = Retry.upTo(3).firstDelay(Duration.ofSeconds(1)).build();
    jobs.register(aJob("once").build(), "test", NOON);
    jobs.register(
        aJob("again").delivery(Delivery.AT_LEAST_ONCE).retry(retry).build(), "test", NOON);
    List<InvocationRequest> requests =
        Stream.iterate("once", job -> job.equals("once") ? "again" : "once")
            .map(job -> InvocationRequest.of(job).build())
            .limit(INVOCATIONS)
            .toList();
    List<InvocationId> ids =
        core.get(InvocationIntake.class).accept(requests, "test", null, NOON).stream()
            .map(it -> ((Intake.Accepted) it).invocation().id())
            .toList();
    InvocationLedger ledger = core.get(InvocationLedger.class);
    for (int i = 0; i < NEWS; i++) {
      boolean late = random.nextInt(50) == 0;
      Instant at = late ? AFTER_START_BY : NOON.plusMillis(i);
      InvocationId id = ids.get(random.nextInt(INVOCATIONS));
      int dispatch = 1 + random.nextInt(2);
      switch (random.nextInt(18)) {
        case 0 -> {
          if (late) {
            ledger.expire(at, 1);
          } else {
            ledger.claim(4, Set.of(), "server", at);
          }
        }
        case 1, 2, 3 -> ledger.start(id, dispatch, new StartRequest(new UUID(1, i), null), at);
        default -> ledger.append(id, anyNews(random, dispatch, at));
      }
    }
  }

  private static News anyNews(Random random, int dispatch, Instant at) {
    return switch (random.nextInt(13)) {
      case 0, 1, 2 -> new News.Accepted(dispatch, "task-" + dispatch, at);
      case 3, 4 ->
          new News.Refused(dispatch, "no room", at.plusMillis(5), random.nextBoolean(), at);
      case 5 -> new News.SeenRunning(dispatch, at);
      case 6 -> new News.StopRequested(StopCause.CANCEL, "ann", at);
      case 7 -> new News.StopRequested(StopCause.TIMEOUT, "dispatcher", dispatch, at);
      case 8 -> new News.Succeeded(dispatch, at);
      case 9 -> new News.Failed(dispatch, "boom", at);
      case 10 -> new News.TakenOver(dispatch, "server-2", at);
      case 11 -> new News.TaskEnded(dispatch, "task-" + dispatch, 3, "exited with 3", at);
      default -> new News.Lost(dispatch, "no trace of it", at);
    };
  }

  private static Map<InvocationId, InvocationState> fold(TestDatabase database) {
    var states = new HashMap<InvocationId, InvocationState>();
    database
        .jdbc()
        .sql("SELECT * FROM invocation_event ORDER BY invocation_id, sequence")
        .query((row, _) -> {
          var id = new InvocationId(row.getObject("invocation_id", UUID.class));
          InvocationState before = states.get(id);
          return states.put(
              id, before == null ? new Queued(0) : before.after(news(row)).orElseThrow());
        })
        .list();
    return states;
  }

  private static News news(ResultSet row) throws SQLException {
    String kind = row.getString("kind");
    Class<? extends News> type =
        KINDS.stream().filter(it -> LedgerWriter.kindOf(it).equals(kind)).findFirst().orElseThrow();
    ObjectNode details = (ObjectNode) IguazuJson.strict().readTree(row.getString("details"));
    details.put("at", Timestamps.instant(row, "at").toString());
    return IguazuJson.strict().treeToValue(details, type);
  }
}
