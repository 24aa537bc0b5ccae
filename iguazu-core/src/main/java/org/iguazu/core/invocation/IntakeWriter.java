package org.iguazu.core.invocation;

import static org.iguazu.core.sql.Timestamps.utc;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.core.invocation.NewInvocation.Fire;
import org.iguazu.core.invocation.NewInvocation.Idempotency;
import org.iguazu.core.sql.Rows;
import org.iguazu.core.wake.Announcer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Puts new invocations into the ledger, a batch in one transaction. */
final class IntakeWriter {

  /** What became of a new invocation. */
  sealed interface Written {

    /** It is in the ledger. */
    record Fresh() implements Written {}

    /** It, or rather the same request, was in the ledger before, under this id. */
    record Known(InvocationId id) implements Written {}

    /** Its caller's key stands for another request. */
    record KeyReused() implements Written {}
  }

  private static final Rows<Key> KEYS = new Rows<>(Key.class);
  private static final Rows<Row> NEW = new Rows<>(Row.class);

  /** In the order of the keys, so that two servers with the same keys cannot deadlock. */
  private static final String TAKE_KEYS =
      """
      INSERT INTO idempotency_key (caller, key, request_hash, invocation_id, created_at)
      SELECT k.caller, k.key, decode(k.request_hash, 'hex'), k.invocation_id, k.created_at
        FROM %s
       ORDER BY k.caller, k.key
          ON CONFLICT (caller, key) DO NOTHING
      """
          .formatted(KEYS.as("k"));

  private static final String FIND_KEY =
      """
      SELECT encode(request_hash, 'hex') AS request_hash, invocation_id FROM idempotency_key WHERE caller = :caller AND key = :key
      """;

  private static final String INSERT =
      """
      WITH accepted AS (
        INSERT INTO invocation (id, job, revision, cluster, priority, labels, parameters, created_by, created_at,
                                due_at, start_by, timeout_ms, schedule, fire_time, status, claimable_at,
                                waits_for, waiting, events)
        SELECT n.id, n.job, n.revision, n.cluster, n.priority, n.labels::jsonb, n.parameters, n.created_by, n.created_at,
               n.due_at, n.start_by, n.timeout_ms, n.schedule, n.fire_time, 'QUEUED', n.due_at,
               n.waits_for, n.waiting, 1
          FROM %s
            ON CONFLICT (schedule, fire_time) WHERE schedule IS NOT NULL DO NOTHING
        RETURNING id, created_at, created_by, due_at),
      history AS (
        INSERT INTO invocation_event (invocation_id, sequence, at, kind, details)
        SELECT id, 1, created_at, 'submitted', jsonb_build_object('by', created_by, 'dueAt', due_at)
          FROM accepted)
      SELECT id FROM accepted
      """
          .formatted(NEW.as("n"));

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Announcer announcer;

  IntakeWriter(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.announcer = new Announcer(jdbc);
  }

  /** All or nothing; the answers in the order of the batch. */
  List<Written> write(List<NewInvocation> batch) {
    return Objects.requireNonNull(transaction.execute(_ -> writeInTransaction(batch)));
  }

  private List<Written> writeInTransaction(List<NewInvocation> batch) {
    Map<InvocationId, Written> known = takeKeys(batch);
    List<NewInvocation> fresh =
        batch.stream().filter(it -> !known.containsKey(it.id())).map(this::unblocked).toList();
    Set<InvocationId> inserted = insert(fresh);
    announcer.due(fresh.stream().map(NewInvocation::dueAt).toList());
    return batch.stream().map(it -> answer(it, known, inserted)).toList();
  }

  private Written answer(
      NewInvocation it, Map<InvocationId, Written> known, Set<InvocationId> inserted) {
    Written before = known.get(it.id());
    if (before != null) {
      return before;
    }
    Fire fire = it.fire();
    return inserted.contains(it.id()) || fire == null
        ? new Written.Fresh()
        : new Written.Known(firedAs(fire));
  }

  /** Takes the batch's idempotency keys and answers for those that were taken before. */
  private Map<InvocationId, Written> takeKeys(List<NewInvocation> batch) {
    List<NewInvocation> keyed = batch.stream().filter(it -> it.idempotency() != null).toList();
    if (keyed.isEmpty()) {
      return Map.of();
    }
    jdbc.sql(TAKE_KEYS).params(KEYS.parameters(keyed.stream().map(Key::of).toList())).update();
    var known = new HashMap<InvocationId, Written>();
    keyed.stream()
        .sorted(Comparator.comparing(it -> it.id().value()))
        .forEach(it -> findKey(it, known));
    return known;
  }

  private void findKey(NewInvocation it, Map<InvocationId, Written> known) {
    Idempotency key = Objects.requireNonNull(it.idempotency());
    jdbc.sql(FIND_KEY)
        .param("caller", key.caller())
        .param("key", key.key())
        .query((row, _) -> {
          var id = new InvocationId(row.getObject("invocation_id", UUID.class));
          if (!id.equals(it.id())) {
            known.put(
                it.id(),
                key.requestHash().equals(row.getString("request_hash"))
                    ? new Written.Known(id)
                    : new Written.KeyReused());
          }
          return id;
        })
        .single();
  }

  /**
   * Without its wait if what it waits for is over: the shared lock keeps that one from finishing
   * between this look and our commit.
   */
  private NewInvocation unblocked(NewInvocation it) {
    Fire fire = it.fire();
    if (fire == null || fire.waitsFor() == null) {
      return it;
    }
    boolean waits =
        jdbc.sql("SELECT status <> 'FINISHED' FROM invocation WHERE id = :id FOR SHARE")
            .param("id", fire.waitsFor().value())
            .query(Boolean.class)
            .optional()
            .orElse(false);
    return waits ? it : it.with(new Fire(fire.schedule(), fire.at(), null));
  }

  private Set<InvocationId> insert(List<NewInvocation> fresh) {
    if (fresh.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        jdbc.sql(INSERT)
            .params(NEW.parameters(fresh.stream().map(Row::of).toList()))
            .query((row, _) -> new InvocationId(row.getObject("id", UUID.class)))
            .list());
  }

  private InvocationId firedAs(Fire fire) {
    return jdbc.sql("SELECT id FROM invocation WHERE schedule = :schedule AND fire_time = :at")
        .param("schedule", fire.schedule())
        .param("at", utc(fire.at()))
        .query((row, _) -> new InvocationId(row.getObject("id", UUID.class)))
        .single();
  }

  /** An idempotency key, by its columns. */
  private record Key(
      String caller, String key, String requestHash, UUID invocationId, Instant createdAt) {

    static Key of(NewInvocation it) {
      Idempotency key = Objects.requireNonNull(it.idempotency());
      return new Key(key.caller(), key.key(), key.requestHash(), it.id().value(), it.createdAt());
    }
  }

  /** A new row of {@code invocation}, by its columns. */
  private record Row(
      UUID id,
      String job,
      int revision,
      String cluster,
      int priority,
      @Nullable Map<String, String> labels,
      JsonNode parameters,
      String createdBy,
      Instant createdAt,
      Instant dueAt,
      Instant startBy,
      long timeoutMs,
      @Nullable String schedule,
      @Nullable Instant fireTime,
      @Nullable UUID waitsFor,
      @Nullable String waiting) {

    static Row of(NewInvocation it) {
      Duration timeout = it.definition().timeout();
      Fire fire = it.fire();
      InvocationId waitsFor = fire == null ? null : fire.waitsFor();
      return new Row(
          it.id().value(),
          it.definition().name().value(),
          it.revision().revision(),
          it.definition().cluster(),
          it.priority(),
          it.labels().isEmpty() ? null : it.labels(),
          it.parameters(),
          it.createdBy(),
          it.createdAt(),
          it.dueAt(),
          it.startBy(),
          timeout.toMillis(),
          fire == null ? null : fire.schedule(),
          fire == null ? null : fire.at(),
          waitsFor == null ? null : waitsFor.value(),
          waitsFor == null ? null : "waiting for invocation " + waitsFor + " to end");
    }
  }
}
