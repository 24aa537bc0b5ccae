package org.iguazu.core.invocation;

import static org.iguazu.core.sql.Timestamps.utc;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.upload.UploadId;
import org.iguazu.core.invocation.NewInvocation.Fire;
import org.iguazu.core.invocation.NewInvocation.Idempotency;
import org.iguazu.core.sql.Rows;
import org.iguazu.core.wake.Announcer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Puts new invocations into the ledger, a batch in one statement. */
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

  private static final Rows<Row> NEW = new Rows<>(Row.class);

  /**
   * All in one statement, so that it is one round trip to accept. What it waits for is locked, so
   * that it cannot finish between this look and the commit. Keys are taken in their order, so that
   * two servers with the same keys cannot deadlock. Written again, it changes nothing.
   */
  private static final String ACCEPT =
      """
      WITH new AS (SELECT * FROM %s),
      taken AS (
        INSERT INTO idempotency_key (caller, key, request_hash, invocation_id, created_at)
        SELECT key_caller, key, decode(request_hash, 'hex'), id, created_at FROM new
         WHERE key IS NOT NULL
         ORDER BY key_caller, key
            ON CONFLICT DO NOTHING
        RETURNING invocation_id),
      accepted AS (
        INSERT INTO invocation (id, job, revision, cluster, priority, labels, webhook, slot_key, unique_key, parameters, created_by,
                                created_at, due_at, start_by, timeout_ms, retry, schedule, fire_time, status, claimable_at,
                                waits_for, waiting, events)
        SELECT id, job, revision, cluster, priority, labels::jsonb, webhook, slot_key, unique_key, parameters, created_by,
               created_at, due_at, start_by, timeout_ms, retry, schedule, fire_time, 'QUEUED', due_at,
               unfinished, 'waiting for invocation ' || unfinished || ' to end', 1
          FROM new LEFT JOIN LATERAL (
                 SELECT before.id AS unfinished FROM invocation before
                  WHERE before.id = new.waits_for AND before.status <> 'FINISHED' FOR SHARE) AS blocking ON true
         WHERE key IS NULL OR id IN (SELECT invocation_id FROM taken)
            ON CONFLICT DO NOTHING
        RETURNING id, created_at, created_by, due_at),
      history AS (
        INSERT INTO invocation_event (invocation_id, sequence, at, kind, details)
        SELECT id, 1, created_at, 'submitted', jsonb_build_object('by', created_by, 'dueAt', due_at)
          FROM accepted),
      announced AS MATERIALIZED (SELECT %s WHERE EXISTS (SELECT FROM accepted))
      SELECT id FROM accepted, announced
      """
          .formatted(NEW.as("n"), Announcer.DUE_FROM);

  private static final String ACCEPT_WITH_INPUTS =
      ACCEPT.replace(
          "announced AS MATERIALIZED",
          """
          given AS (
            INSERT INTO invocation_input (invocation_id, name, upload_id)
            SELECT id, name, upload::uuid FROM new JOIN accepted USING (id), json_each_text(new.inputs) AS i(name, upload)),
          announced AS MATERIALIZED\
          """);

  private static final String FIND_KEY =
      """
      SELECT encode(request_hash, 'hex') AS request_hash, invocation_id FROM idempotency_key
       WHERE caller = :caller AND key = :key
      """;

  private static final String STAND_FOR =
      """
      INSERT INTO idempotency_key (caller, key, request_hash, invocation_id, created_at)
      VALUES (:caller, :key, decode(:hash, 'hex'), :id, :now) ON CONFLICT DO NOTHING
      """;

  private final JdbcClient jdbc;

  IntakeWriter(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** All or nothing; the answers in the order of the batch. */
  List<Written> write(List<NewInvocation> batch) {
    Set<InvocationId> accepted = accept(batch);
    return batch.stream()
        .map(it -> accepted.contains(it.id()) ? new Written.Fresh() : before(it))
        .toList();
  }

  private Set<InvocationId> accept(List<NewInvocation> batch) {
    boolean anyInputs = batch.stream().anyMatch(it -> !it.inputs().isEmpty());
    return new HashSet<>(
        jdbc.sql(anyInputs ? ACCEPT_WITH_INPUTS : ACCEPT)
            .params(NEW.parameters(batch.stream().map(Row::of).toList()))
            .params(Announcer.firstDue(batch.stream().map(NewInvocation::dueAt).toList()))
            .query((row, _) -> new InvocationId(row.getObject("id", UUID.class)))
            .list());
  }

  /** What had been written before, maybe by another try of the same write. */
  private Written before(NewInvocation it) {
    if (it.idempotency() != null) {
      return byKey(it, it.idempotency());
    }
    InvocationId id = it.fire() == null ? it.id() : firedAs(it.fire());
    return id.equals(it.id()) ? new Written.Fresh() : new Written.Known(id);
  }

  /** What its caller's key stands for, if it was used before. */
  Optional<Written> repeated(NewInvocation it) {
    return it.idempotency() == null ? Optional.empty() : findKey(it, it.idempotency());
  }

  /** From now on its caller's key, if it has one, stands for this other invocation. */
  Written standFor(NewInvocation it, InvocationId other) {
    Idempotency idempotency = it.idempotency();
    if (idempotency != null) {
      jdbc.sql(STAND_FOR)
          .param("caller", idempotency.key().caller())
          .param("key", idempotency.key().value())
          .param("hash", idempotency.requestHash())
          .param("id", other.value())
          .param("now", utc(it.createdAt()))
          .update();
      return byKey(it, idempotency);
    }
    return new Written.Known(other);
  }

  private Written byKey(NewInvocation it, Idempotency idempotency) {
    return findKey(it, idempotency).orElseThrow();
  }

  private Optional<Written> findKey(NewInvocation it, Idempotency idempotency) {
    return jdbc.sql(FIND_KEY)
        .param("caller", idempotency.key().caller())
        .param("key", idempotency.key().value())
        .<Written>query((row, _) -> {
          var id = new InvocationId(row.getObject("invocation_id", UUID.class));
          if (id.equals(it.id())) {
            return new Written.Fresh();
          }
          return idempotency.requestHash().equals(row.getString("request_hash"))
              ? new Written.Known(id)
              : new Written.KeyReused();
        })
        .optional();
  }

  private InvocationId firedAs(Fire fire) {
    return jdbc.sql("SELECT id FROM invocation WHERE schedule = :schedule AND fire_time = :at")
        .param("schedule", fire.schedule())
        .param("at", utc(fire.at()))
        .query((row, _) -> new InvocationId(row.getObject("id", UUID.class)))
        .single();
  }

  /** A new row of {@code invocation}, by its columns. */
  private record Row(
      UUID id,
      String job,
      int revision,
      String cluster,
      int priority,
      @Nullable Map<String, String> labels,
      @Nullable String webhook,
      @Nullable String slotKey,
      @Nullable Map<String, UploadId> inputs,
      @Nullable String uniqueKey,
      JsonNode parameters,
      String createdBy,
      Instant createdAt,
      Instant dueAt,
      Instant startBy,
      long timeoutMs,
      @Nullable RetryRule retry,
      @Nullable String schedule,
      @Nullable Instant fireTime,
      @Nullable UUID waitsFor,
      @Nullable String keyCaller,
      @Nullable String key,
      @Nullable String requestHash) {

    static Row of(NewInvocation it) {
      Duration timeout = it.definition().timeout();
      Fire fire = it.fire();
      Idempotency idempotency = it.idempotency();
      IdempotencyKey key = idempotency == null ? null : idempotency.key();
      InvocationId waitsFor = it.waitsFor();
      return new Row(
          it.id().value(),
          it.definition().name().value(),
          it.revision().revision(),
          it.definition().cluster(),
          it.priority(),
          it.labels().isEmpty() ? null : it.labels(),
          it.webhook() == null ? null : it.webhook().value(),
          it.slotKey(),
          it.inputs().isEmpty() ? null : it.inputs(),
          it.unique() == null ? null : it.unique().key(),
          it.parameters(),
          it.createdBy(),
          it.createdAt(),
          it.dueAt(),
          it.startBy(),
          timeout.toMillis(),
          it.retry(),
          fire == null ? null : fire.schedule(),
          fire == null ? null : fire.at(),
          waitsFor == null ? null : waitsFor.value(),
          key == null ? null : key.caller(),
          key == null ? null : key.value(),
          idempotency == null ? null : idempotency.requestHash());
    }
  }
}
