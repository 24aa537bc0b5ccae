package org.iguazu.core.invocation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.Unique;
import org.iguazu.core.invocation.IntakeWriter.Written;
import org.iguazu.core.invocation.UniqueRule.Decision;
import org.iguazu.core.invocation.UniqueRule.Pending;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts requests with a unique key into the ledger, each in a transaction of its own, those with the
 * same key one after the other.
 */
final class UniqueIntake {

  private static final String LOCK_KEY =
      "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(:job || '/' || :key, 1))";

  /** Locked, so that none is claimed between this look and the commit. */
  private static final String LOCK_PENDING =
      """
      SELECT id, phase = 'QUEUED' AS queued, waits_for IS NULL AS first FROM invocation
       WHERE job = :job AND unique_key = :key AND phase <> 'FINISHED'
       ORDER BY id FOR UPDATE
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final IntakeWriter writer;
  private final InvocationLedger ledger;

  UniqueIntake(DataSource dataSource, InvocationLedger ledger) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.writer = new IntakeWriter(dataSource);
    this.ledger = ledger;
  }

  Written write(NewInvocation it, Unique unique) {
    return Objects.requireNonNull(
        transaction.execute(status -> {
          Written written = writeInTransaction(it, unique);
          if (written instanceof Written.KeyReused) {
            status.setRollbackOnly(); // nothing was replaced for it
          }
          return written;
        }));
  }

  private Written writeInTransaction(NewInvocation it, Unique unique) {
    String job = it.definition().name().value();
    jdbc.sql(LOCK_KEY).param("job", job).param("key", unique.key()).query(Integer.class).single();
    Optional<Written> before = writer.repeated(it);
    return before.orElseGet(() ->
        switch (decide(job, unique)) {
          case Decision.Existing(InvocationId id) -> writer.standFor(it, id);
          case Decision.Fresh(var after, var insteadOf) -> {
            cancel(insteadOf, it);
            yield accept(it.waitingFor(after));
          }
        });
  }

  private Decision decide(String job, Unique unique) {
    Pending first = null;
    Pending second = null;
    for (Row row : pending(job, unique.key())) {
      if (row.first()) {
        first = row.pending();
      } else {
        second = row.pending();
      }
    }
    return UniqueRule.decide(unique.policy(), first, second);
  }

  private List<Row> pending(String job, String key) {
    return jdbc.sql(LOCK_PENDING)
        .param("job", job)
        .param("key", key)
        .query((row, _) ->
            new Row(
                new Pending(InvocationId.parse(row.getString("id")), row.getBoolean("queued")),
                row.getBoolean("first")))
        .list();
  }

  private record Row(Pending pending, boolean first) {}

  private void cancel(@Nullable InvocationId other, NewInvocation it) {
    if (other != null) {
      String by = "%s, who replaced it by invocation %s".formatted(it.createdBy(), it.id());
      ledger.append(other, new News.StopRequested(StopCause.CANCEL, by, it.createdAt()));
    }
  }

  /** The index would rather have nothing written than two; that must not be taken for success. */
  private Written accept(NewInvocation it) {
    Written written = writer.write(List.of(it)).getFirst();
    if (written instanceof Written.Fresh && !isThere(it.id())) {
      throw new IllegalStateException("another invocation has taken the unique key of " + it.id());
    }
    return written;
  }

  private boolean isThere(InvocationId id) {
    return jdbc.sql("SELECT count(*) FROM invocation WHERE id = :id")
            .param("id", id.value())
            .query(Integer.class)
            .single()
        == 1;
  }
}
