package org.iguazu.core.wake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(PostgresExtension.class)
class WakeupsIT {

  private final List<Instant> due = new CopyOnWriteArrayList<>();
  private final List<InvocationId> changed = new CopyOnWriteArrayList<>();
  private final AtomicInteger missed = new AtomicInteger();
  private TestDatabase database;
  private Wakeups wakeups;
  private Announcer announcer;

  @BeforeEach
  void start(TestDatabase database) {
    this.database = database;
    announcer = new Announcer(database.jdbc());
    wakeups = new Wakeups(database.dataSource());
    wakeups.onDue(due::add);
    wakeups.onChange(changed::add);
    wakeups.onMissed(missed::incrementAndGet);
    wakeups.start();
    await().until(() -> missed.get() == 1);
  }

  @AfterEach
  void stop() {
    wakeups.close();
  }

  @Test
  void hearsOfTheEarliestOfABatch() {
    announcer.due(List.of(NOON.plusSeconds(2), NOON.plusSeconds(1), NOON.plusSeconds(3)));

    await().untilAsserted(() -> assertThat(due).containsExactly(NOON.plusSeconds(1)));
  }

  @Test
  void hearsOfEachInvocationOfALargeBatch() {
    var ids = new ArrayList<InvocationId>();
    for (int i = 0; i < 450; i++) {
      ids.add(new InvocationId(new UUID(1, i)));
    }

    announcer.changed(ids);

    await().untilAsserted(() -> assertThat(changed).containsExactlyElementsOf(ids));
  }

  @Test
  void nobodyHearsOfWhatIsRolledBack() {
    var transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));

    transaction.executeWithoutResult(status -> {
      announcer.due(List.of(NOON));
      status.setRollbackOnly();
    });
    announcer.due(List.of(NOON.plusSeconds(1)));

    await().untilAsserted(() -> assertThat(due).containsExactly(NOON.plusSeconds(1)));
  }

  @Test
  void listensAgainAfterItsConnectionBrokeAndSaysThatNewsMayBeMissing() {
    database
        .jdbc()
        .sql(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND query LIKE 'LISTEN%'
            """)
        .query(Boolean.class)
        .list();

    await().atMost(Duration.ofSeconds(20)).until(() -> missed.get() == 2);
    announcer.due(List.of(NOON));
    await().untilAsserted(() -> assertThat(due).containsExactly(NOON));
  }
}
