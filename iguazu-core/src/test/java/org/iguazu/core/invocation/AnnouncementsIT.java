package org.iguazu.core.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.job.JobName;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.wake.Wakeups;
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
import tools.jackson.databind.node.JsonNodeFactory;

/** What servers hear of each other's work: nobody has to poll to be in time. */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnnouncementsIT {

  private final List<Instant> due = new CopyOnWriteArrayList<>();
  private final List<InvocationId> changed = new CopyOnWriteArrayList<>();
  private TestDatabase database;
  private Assembly core;
  private Wakeups otherServer;
  private InvocationIntake intake;
  private InvocationLedger ledger;

  @BeforeAll
  void start(TestDatabase database) throws InterruptedException {
    this.database = database;
    core = Assembly.of(database, new SettableClock(), CoreConfiguration.class);
    intake = core.get(InvocationIntake.class);
    ledger = core.get(InvocationLedger.class);
    core.get(JobCatalog.class).register(aJob("export-grades").build(), "test", NOON);
    var listens = new CountDownLatch(1);
    otherServer = new Wakeups(database.dataSource());
    otherServer.onDue(due::add);
    otherServer.onChange(changed::add);
    otherServer.onMissed(listens::countDown);
    otherServer.start();
    listens.await();
  }

  @AfterAll
  void stop() {
    otherServer.close();
    core.close();
  }

  @BeforeEach
  void empty() {
    database.jdbc().sql("TRUNCATE invocation, invocation_event").update();
  }

  @Test
  void anAcceptedInvocationIsAnnouncedForWhenItIsDue() {
    Instant dueAt = NOON.plusSeconds(60);

    accepted(dueAt);

    await().untilAsserted(() -> assertThat(due).contains(dueAt));
  }

  @Test
  void aRefusedOneIsAnnouncedForWhenItMayBeClaimedAgain() {
    InvocationId id = claimed();
    Instant retryAt = NOON.plusSeconds(7);

    ledger.append(id, new News.Refused(1, "no room", retryAt, false, NOON));

    await().untilAsserted(() -> assertThat(due).contains(retryAt));
  }

  @Test
  void whatWaitedForTheEndOfAnotherIsAnnouncedAtThatEnd() {
    Instant later = NOON.plusSeconds(120);
    InvocationId first = id(intake.fire(fire(NOON, null), NOON));
    intake.fire(fire(later, first), NOON);
    await().untilAsserted(() -> assertThat(due).contains(later));
    due.clear();

    ledger.append(first, new News.StopRequested(StopCause.CANCEL, "ann", NOON));

    await().untilAsserted(() -> assertThat(due).containsExactly(later));
  }

  @Test
  void anEndThatFreesASlotIsAnnouncedToThoseWhoClaim() {
    core.get(JobCatalog.class).register(aJob("narrow").maxConcurrent(1).build(), "test", NOON);
    InvocationRequest request = InvocationRequest.of("narrow").build();
    intake.accept(List.of(request, request), "test", null, NOON);
    InvocationId id = ledger.claim(2, Set.of(), "server", NOON).getFirst().invocation();
    await().untilAsserted(() -> assertThat(due).contains(NOON));
    due.clear();

    ledger.append(id, new News.Lost(1, "for this test", NOON));

    await().untilAsserted(() -> assertThat(due).isNotEmpty());
  }

  @Test
  void anEndIsAnnounced() {
    InvocationId id = claimed();

    ledger.append(id, new News.Lost(1, "for this test", NOON));

    await().untilAsserted(() -> assertThat(changed).contains(id));
  }

  @Test
  void theWishToStopIsAnnounced() {
    InvocationId id = claimed();

    ledger.append(id, new News.StopRequested(StopCause.CANCEL, "ann", NOON));

    await().untilAsserted(() -> assertThat(changed).contains(id));
  }

  private InvocationId claimed() {
    accepted(NOON);
    return ledger.claim(1, Set.of(), "server", NOON).getFirst().invocation();
  }

  private InvocationId accepted(Instant dueAt) {
    InvocationRequest request = InvocationRequest.of("export-grades").dueAt(dueAt).build();
    return id(intake.accept(List.of(request), "test", null, NOON).getFirst());
  }

  private static ScheduledFire fire(Instant at, @Nullable InvocationId waitsFor) {
    return new ScheduledFire(
        "nightly",
        new JobName("export-grades"),
        JsonNodeFactory.instance.objectNode(),
        at,
        at,
        null,
        0,
        Map.of(),
        null,
        waitsFor);
  }

  private static InvocationId id(Intake intake) {
    return ((Intake.Accepted) intake).invocation().id();
  }
}
