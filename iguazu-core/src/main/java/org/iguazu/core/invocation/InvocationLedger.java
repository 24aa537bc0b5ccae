package org.iguazu.core.invocation;

import static org.iguazu.core.sql.Timestamps.utc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.iguazu.api.dispatch.Control;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.Progress;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.core.invocation.LedgerWriter.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where every invocation stands. Each method is a transaction of its own, committed when it
 * returns; if it throws, nothing has changed.
 */
public final class InvocationLedger {

  private static final String LOCK =
      """
      SELECT %s FROM invocation WHERE id IN (:ids) ORDER BY id FOR UPDATE
      """
          .formatted(InvocationRow.COLUMNS);

  private static final String LOCK_LATE =
      """
      SELECT %s FROM invocation
       WHERE phase = 'QUEUED' AND start_by <= :now
       ORDER BY start_by
       LIMIT :limit
         FOR UPDATE SKIP LOCKED
      """
          .formatted(InvocationRow.COLUMNS);

  private static final String ACTIVE =
      """
      SELECT %s FROM invocation
       WHERE phase = 'ACTIVE' AND id > :after
       ORDER BY id LIMIT :limit
      """
          .formatted(InvocationRow.COLUMNS);

  private static final String ACTIVE_OF =
      """
      SELECT %s FROM invocation WHERE id IN (:ids) AND phase = 'ACTIVE'
      """
          .formatted(InvocationRow.COLUMNS);

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ClaimableRows claimable;
  private final LedgerWriter writer;
  private final StartFence fence;
  private final DoubleSupplier chance;

  public InvocationLedger(DataSource dataSource) {
    this(dataSource, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * A ledger.
   *
   * @param chance from 0 to 1: by how much what is started again waits longer than it must
   */
  public InvocationLedger(DataSource dataSource, DoubleSupplier chance) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.claimable = new ClaimableRows(jdbc);
    this.writer = new LedgerWriter(jdbc);
    this.fence = new StartFence(jdbc);
    this.chance = chance;
  }

  /**
   * Takes up to {@code limit} invocations that may be dispatched now: of jobs with limits only as
   * many as have a slot. The order is that of the time when they became claimable; a step of
   * priority counts as much as a minute. No other call anywhere takes the same ones.
   *
   * @param closedClusters take nothing for these
   * @param server who takes them, for the history
   */
  public List<Claim> claim(int limit, Set<String> closedClusters, String server, Instant now) {
    return inTransaction(() -> {
      List<InvocationRow> queued = claimable.lock(limit, closedClusters, now);
      var claimed = new News.Claimed(server, now);
      return move(queued, claimed).stream().map(InvocationLedger::claimOf).toList();
    });
  }

  private static Claim claimOf(InvocationRow row) {
    return new Claim(
        row.id(),
        row.job(),
        row.revision(),
        row.state().lastDispatch(),
        row.cluster(),
        row.state().before() == null ? row.dueAt() : row.claimableAt(),
        row.startBy(),
        Objects.requireNonNull(row.claimedAt()));
  }

  /** When the next invocation that is not claimable yet becomes so, if there is one. */
  public Optional<Instant> nextDue(Instant now) {
    return claimable.nextDue(now);
  }

  /** Enters one piece of news; empty if it changes nothing. */
  public Optional<InvocationState> append(InvocationId invocation, News news) {
    return append(List.of(new Entry(invocation, news))).getFirst();
  }

  /**
   * Enters news in the order given, all or nothing.
   *
   * @return for each entry the state it led to, or empty if it changed nothing
   */
  public List<Optional<InvocationState>> append(List<Entry> entries) {
    return entries.isEmpty() ? List.of() : inTransaction(() -> fold(entries));
  }

  private List<Optional<InvocationState>> fold(List<Entry> entries) {
    Map<InvocationId, InvocationRow> rows = lock(entries.stream().map(Entry::invocation).toList());
    var moved = new LinkedHashMap<InvocationId, InvocationRow>();
    var events = new ArrayList<Event>();
    var states = new ArrayList<Optional<InvocationState>>();
    for (Entry entry : entries) {
      InvocationRow row = rows.get(entry.invocation());
      if (row == null) {
        states.add(Optional.empty());
        continue;
      }
      News news = RetryRule.complete(row, entry.news(), chance);
      Optional<InvocationRow> next = row.after(news);
      next.ifPresent(it -> {
        rows.put(it.id(), it);
        moved.put(it.id(), it);
        events.add(Event.of(it, news));
      });
      states.add(next.map(InvocationRow::state));
    }
    writer.write(List.copyOf(moved.values()), events);
    return states;
  }

  private Map<InvocationId, InvocationRow> lock(List<InvocationId> ids) {
    var rows = new HashMap<InvocationId, InvocationRow>();
    jdbc.sql(LOCK)
        .param("ids", ids.stream().map(InvocationId::value).distinct().toList())
        .query(InvocationRow::read)
        .list()
        .forEach(row -> rows.put(row.id(), row));
    return rows;
  }

  /** Lets all rows hear the same news; those that it moves are written and returned. */
  private List<InvocationRow> move(List<InvocationRow> rows, News news) {
    List<InvocationRow> moved = rows.stream().flatMap(row -> row.after(news).stream()).toList();
    writer.write(moved, moved.stream().map(row -> Event.of(row, news)).toList());
    return moved;
  }

  /**
   * The start fence: may this runner enter the job's body? Given once for a dispatch; the same
   * runner asking again is answered the same. Refused after {@code startBy}, after a cancel, and
   * when the invocation has moved on.
   */
  public StartDecision start(
      InvocationId invocation, int dispatch, StartRequest request, Instant now) {
    return inTransaction(() -> {
      InvocationRow row = lock(List.of(invocation)).get(invocation);
      if (row == null) {
        return new StartDecision.Refused("there is no such invocation");
      }
      return switch (StartFence.judge(row, dispatch, request.runner(), now)) {
        case StartFence.Verdict.Enter _ -> {
          var started = new News.Started(dispatch, request.runner(), request.task(), now);
          InvocationRow running = move(List.of(row), started).getFirst();
          yield new StartDecision.Granted(fence.reply(running));
        }
        case StartFence.Verdict.EnteredBefore _ -> new StartDecision.Granted(fence.reply(row));
        case StartFence.Verdict.TooLate _ -> {
          move(List.of(row), new News.Expired(now));
          yield new StartDecision.Refused(InvocationState.EXPIRED.reason());
        }
        case StartFence.Verdict.Turned(String reason) -> new StartDecision.Refused(reason);
      };
    });
  }

  /**
   * The runner's report that the job's body returned.
   *
   * @param result JSON, or null for none
   * @return whether the invocation ended so, now or by an earlier copy of this report
   */
  public boolean succeed(
      InvocationId invocation, int dispatch, @Nullable String result, Instant now) {
    return inTransaction(() -> {
      boolean moved =
          fold(List.of(new Entry(invocation, new News.Succeeded(dispatch, now))))
              .getFirst()
              .isPresent();
      if (moved && result != null) {
        jdbc.sql("UPDATE invocation SET result = :result::json WHERE id = :id")
            .param("result", result)
            .param("id", invocation.value())
            .update();
      }
      return moved || endedBy(invocation, dispatch, "SUCCEEDED");
    });
  }

  /** The runner's report that the job's body failed; answers as {@link #succeed} does. */
  public boolean fail(InvocationId invocation, int dispatch, String reason, Instant now) {
    return inTransaction(() ->
        fold(List.of(new Entry(invocation, new News.Failed(dispatch, reason, now))))
                .getFirst()
                .isPresent()
            || endedBy(invocation, dispatch, "FAILED"));
  }

  /** Whether the invocation has ended so, or the dispatch and another followed. */
  private boolean endedBy(InvocationId invocation, int dispatch, String outcome) {
    return jdbc.sql(
                """
                SELECT count(*) FROM invocation
                 WHERE id = :id
                   AND (dispatch = :dispatch AND outcome = :outcome
                        OR EXISTS (SELECT FROM invocation_event e
                                    WHERE e.invocation_id = :id AND e.kind = lower(:outcome)
                                      AND e.details @> jsonb_build_object('dispatch', :dispatch::int)))
                """)
            .param("id", invocation.value())
            .param("dispatch", dispatch)
            .param("outcome", outcome)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** Keeps how far the running dispatch says it is, and tells it what is wanted of it. */
  public Control progress(InvocationId invocation, int dispatch, Progress progress) {
    jdbc.sql(
            """
            UPDATE invocation SET progress = :progress::jsonb
             WHERE id = :id AND dispatch = :dispatch AND status = 'RUNNING'
            """)
        .param("progress", IguazuJson.strict().writeValueAsString(progress))
        .param("id", invocation.value())
        .param("dispatch", dispatch)
        .update();
    return control(invocation, dispatch);
  }

  /** What is wanted of a dispatch: one that is no longer the running one is wanted to end. */
  public Control control(InvocationId invocation, int dispatch) {
    boolean goOn =
        jdbc.sql(
                    """
                    SELECT count(*) FROM invocation
                     WHERE id = :id AND dispatch = :dispatch AND phase = 'ACTIVE' AND stop_cause IS NULL
                    """)
                .param("id", invocation.value())
                .param("dispatch", dispatch)
                .query(Integer.class)
                .single()
            > 0;
    return new Control(!goOn);
  }

  /**
   * Ends up to {@code limit} queued invocations whose {@code startBy} has passed.
   *
   * @return how many
   */
  public int expire(Instant now, int limit) {
    return inTransaction(() -> {
      List<InvocationRow> late =
          jdbc.sql(LOCK_LATE)
              .param("now", utc(now))
              .param("limit", limit)
              .query(InvocationRow::read)
              .list();
      return move(late, new News.Expired(now)).size();
    });
  }

  /**
   * Dispatches that may be running, in the order of their ids.
   *
   * @param after go on after this one; null to begin
   */
  public List<ActiveDispatch> active(@Nullable InvocationId after, int limit) {
    return jdbc
        .sql(ACTIVE)
        .param("after", after == null ? BEFORE_ALL : after.value())
        .param("limit", limit)
        .query(InvocationRow::read)
        .list()
        .stream()
        .map(InvocationLedger::activeOf)
        .toList();
  }

  /** Those of these invocations' dispatches that may be running. */
  public List<ActiveDispatch> active(Set<InvocationId> invocations) {
    return invocations.isEmpty()
        ? List.of()
        : jdbc
            .sql(ACTIVE_OF)
            .param("ids", invocations.stream().map(InvocationId::value).toList())
            .query(InvocationRow::read)
            .list()
            .stream()
            .map(InvocationLedger::activeOf)
            .toList();
  }

  private static ActiveDispatch activeOf(InvocationRow row) {
    return new ActiveDispatch(
        row.id(),
        row.job(),
        row.revision(),
        row.cluster(),
        row.state(),
        row.startBy(),
        Objects.requireNonNull(row.claimedAt()),
        row.launchedAt(),
        row.deadline());
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(_ -> work.get()));
  }
}
