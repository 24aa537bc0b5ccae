package org.iguazu.core.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.AtOnce.atOnce;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.invocation.Progress;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.test.Assembly;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.SettableClock;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvocationLedgerIT {

  private static final String TASK = "arn:aws:ecs:us-east-1:000000000000:task/default/1";

  private Assembly core;
  private TestDatabase database;
  private InvocationLedger ledger;
  private InvocationReader reader;
  private InvocationIntake intake;

  @BeforeAll
  void start(TestDatabase database) {
    this.database = database;
    core = Assembly.of(database, new SettableClock(), CoreConfiguration.class);
    ledger = core.get(InvocationLedger.class);
    reader = core.get(InvocationReader.class);
    intake = core.get(InvocationIntake.class);
    core.get(JobCatalog.class).register(aJob("export-grades").build(), "test", NOON);
    core.get(JobCatalog.class).register(aJob("elsewhere").cluster("other").build(), "test", NOON);
  }

  @AfterAll
  void stop() {
    core.close();
  }

  @BeforeEach
  void empty() {
    database.jdbc().sql("TRUNCATE invocation, invocation_event").update();
  }

  @Test
  void claimsInOrderOfPriorityThenOfDueTime() {
    InvocationId later = accepted(request().dueAt(NOON.minusSeconds(1)));
    InvocationId earlier = accepted(request().dueAt(NOON.minusSeconds(2)));
    InvocationId urgent = accepted(request().dueAt(NOON).priority(5));

    List<Claim> claims = ledger.claim(10, Set.of(), "server", NOON);

    assertThat(claims).extracting(Claim::invocation).containsExactly(urgent, earlier, later);
  }

  @Test
  void claimsNoMoreThanItIsToldWhateverTheirPriorities() {
    accepted(request().priority(5));
    accepted(request());
    accepted(request());

    assertThat(ledger.claim(2, Set.of(), "server", NOON)).hasSize(2);
  }

  @Test
  void theNextDueIsTheEarliestOfAllPriorities() {
    accepted(request().priority(5).dueAt(NOON.plusSeconds(3)));
    accepted(request().dueAt(NOON.plusSeconds(1)));
    accepted(request().priority(-5).dueAt(NOON.plusSeconds(2)));

    assertThat(ledger.nextDue(NOON)).contains(NOON.plusSeconds(1));
  }

  @Test
  void neverClaimsEarly() {
    accepted(request().dueAt(NOON.plusMillis(1)));

    assertThat(ledger.claim(10, Set.of(), "server", NOON)).isEmpty();
    assertThat(ledger.nextDue(NOON)).contains(NOON.plusMillis(1));
    assertThat(ledger.claim(10, Set.of(), "server", NOON.plusMillis(1))).hasSize(1);
  }

  @Test
  void neverClaimsWhatHasExpired() {
    accepted(request().dueAt(NOON).startWithin(Duration.ofSeconds(5)));

    assertThat(ledger.claim(10, Set.of(), "server", NOON.plusSeconds(5))).isEmpty();
  }

  @Test
  void leavesClosedClustersAlone() {
    accepted(InvocationRequest.of("elsewhere"));
    InvocationId here = accepted(request());

    assertThat(ledger.claim(10, Set.of("other"), "server", NOON))
        .extracting(Claim::invocation)
        .containsExactly(here);
  }

  @Test
  void aDeferredUrgentOneDoesNotHideADueOne() {
    accepted(request().priority(9).dueAt(NOON.plusSeconds(60)));
    InvocationId due = accepted(request());

    assertThat(ledger.claim(10, Set.of(), "server", NOON))
        .extracting(Claim::invocation)
        .containsExactly(due);
  }

  @Test
  void manyClaimersAtOnceNeverTakeTheSameOne() throws Exception {
    for (int i = 0; i < 20; i++) {
      intake.accept(Collections.nCopies(20, request().build()), "test", null, NOON);
    }

    List<Claim> claims = new ArrayList<>();
    for (List<Claim> taken : atOnce(16, () -> ledger.claim(25, Set.of(), "server", NOON))) {
      claims.addAll(taken);
    }
    claims.addAll(ledger.claim(400, Set.of(), "server", NOON));

    assertThat(claims).hasSize(400);
    assertThat(new HashSet<>(claims.stream().map(Claim::invocation).toList())).hasSize(400);
    assertThat(claims).allMatch(claim -> claim.dispatch() == 1);
  }

  @Test
  void aClaimDoesNotWaitForWhatAnotherOneIsTaking() {
    InvocationId locked = accepted(request().priority(1));
    InvocationId free = accepted(request());
    var other = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));

    List<Claim> claims =
        other.execute(_ -> {
          database
              .jdbc()
              .sql("SELECT id FROM invocation WHERE id = :id FOR UPDATE")
              .param("id", locked.value())
              .query(UUID.class)
              .single();
          return CompletableFuture.supplyAsync(() -> ledger.claim(10, Set.of(), "server", NOON))
              .orTimeout(10, TimeUnit.SECONDS)
              .join();
        });

    assertThat(claims).extracting(Claim::invocation).containsExactly(free);
  }

  @Test
  void aRefusedOneIsClaimedAgainNoSoonerThanSaidAndSaysWhyItWaits() {
    Claim claim = claimed();
    Instant retryAt = NOON.plusSeconds(3);

    ledger.append(
        claim.invocation(),
        new News.Refused(1, "waiting for memory on cluster default", retryAt, false, NOON));

    assertThat(found(claim).waiting()).isEqualTo("waiting for memory on cluster default");
    assertThat(ledger.claim(10, Set.of(), "server", retryAt.minusMillis(1))).isEmpty();
    assertThat(ledger.claim(10, Set.of(), "server", retryAt))
        .extracting(Claim::dispatch)
        .containsExactly(2);
    assertThat(found(claim).waiting()).isNull();
  }

  @Test
  void oneOfManyRunnersAtOncePassesTheStartFence() throws Exception {
    Claim claim = claimed();

    List<StartDecision> decisions =
        atOnce(
            20,
            () ->
                ledger.start(
                    claim.invocation(), 1, new StartRequest(UUID.randomUUID(), TASK), NOON));

    assertThat(decisions).filteredOn(it -> it instanceof StartDecision.Granted).hasSize(1);
  }

  @Test
  void theSameRunnerIsAnsweredTheSame() {
    Claim claim = claimed();
    var request = new StartRequest(UUID.randomUUID(), TASK);

    StartDecision first = ledger.start(claim.invocation(), 1, request, NOON);

    assertThat(ledger.start(claim.invocation(), 1, request, NOON.plusSeconds(1)))
        .isEqualTo(first)
        .isInstanceOf(StartDecision.Granted.class);
  }

  @Test
  void nothingStartsAfterStartBy() {
    Claim claim = claimed();
    Instant late = claim.startBy().plusMillis(1);

    StartDecision decision =
        ledger.start(claim.invocation(), 1, new StartRequest(UUID.randomUUID(), TASK), late);

    assertThat(decision).isEqualTo(new StartDecision.Refused("not started in time"));
    assertThat(found(claim).outcome()).isEqualTo(InvocationState.EXPIRED);
  }

  @Test
  void aCancelledOneIsTurnedAwayAtTheStartFence() {
    Claim claim = claimed();
    ledger.append(claim.invocation(), new News.StopRequested(StopCause.CANCEL, "ann", NOON));

    assertThat(ledger.start(claim.invocation(), 1, new StartRequest(UUID.randomUUID(), TASK), NOON))
        .isEqualTo(new StartDecision.Refused("it is to be stopped"));
  }

  @Test
  void anEarlierDispatchIsTurnedAwayAtTheStartFence() {
    Claim claim = claimed();
    ledger.append(claim.invocation(), new News.Refused(1, "no room", NOON, false, NOON));
    ledger.claim(1, Set.of(), "server", NOON);

    assertThat(ledger.start(claim.invocation(), 1, new StartRequest(UUID.randomUUID(), TASK), NOON))
        .isInstanceOf(StartDecision.Refused.class);
  }

  @Test
  void aSuccessKeepsItsResultAndCanBeReportedAgain() {
    Claim claim = started();

    assertThat(ledger.succeed(claim.invocation(), 1, "{\"rows\":7}", NOON)).isTrue();
    assertThat(ledger.succeed(claim.invocation(), 1, "{\"rows\":8}", NOON)).isTrue();
    assertThat(ledger.fail(claim.invocation(), 1, "boom", NOON)).isFalse();

    Invocation invocation = found(claim);
    assertThat(invocation.status()).isEqualTo(InvocationStatus.FINISHED);
    assertThat(invocation.result()).hasToString("{\"rows\":7}");
  }

  @Test
  void theDeadlineIsTheTimeoutAfterTheStart() {
    assertThat(found(started()).deadline()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
  }

  @Test
  void progressIsKeptAndAnsweredWithACancel() {
    Claim claim = started();

    assertThat(ledger.progress(claim.invocation(), 1, new Progress(0.5, "half")).cancelled())
        .isFalse();
    ledger.append(claim.invocation(), new News.StopRequested(StopCause.CANCEL, "ann", NOON));

    assertThat(found(claim).progress()).isEqualTo(new Progress(0.5, "half"));
    assertThat(ledger.progress(claim.invocation(), 1, new Progress(0.6, "")).cancelled()).isTrue();
  }

  @Test
  void anEarlierDispatchIsToldToEndAndItsProgressIsNotKept() {
    Claim claim = claimed();
    ledger.append(claim.invocation(), new News.Refused(1, "no room", NOON, false, NOON));
    ledger.claim(1, Set.of(), "server", NOON);
    ledger.start(claim.invocation(), 2, new StartRequest(UUID.randomUUID(), TASK), NOON);

    assertThat(ledger.progress(claim.invocation(), 1, new Progress(0.9, "old")).cancelled())
        .isTrue();
    assertThat(ledger.progress(claim.invocation(), 2, new Progress(0.1, "new")).cancelled())
        .isFalse();
    ledger.progress(claim.invocation(), 1, new Progress(0.9, "old"));

    assertThat(found(claim).progress()).isEqualTo(new Progress(0.1, "new"));
  }

  @Test
  void whatIsOverIsToldToEndAndKeepsItsProgress() {
    Claim claim = started();
    ledger.progress(claim.invocation(), 1, new Progress(0.5, "half"));
    ledger.append(claim.invocation(), new News.Lost(1, "for this test", NOON));

    assertThat(ledger.control(claim.invocation(), 1).cancelled()).isTrue();
    ledger.progress(claim.invocation(), 1, new Progress(0.6, "too late"));
    assertThat(found(claim).progress()).isEqualTo(new Progress(0.5, "half"));
  }

  @Test
  void expiresNoMoreAtOnceThanItIsTold() {
    accepted(request().startWithin(Duration.ofSeconds(5)));
    accepted(request().startWithin(Duration.ofSeconds(5)));

    assertThat(ledger.expire(NOON.plusSeconds(5), 1)).isEqualTo(1);
    assertThat(ledger.expire(NOON.plusSeconds(5), 10)).isEqualTo(1);
  }

  @Test
  void theRevisionIsTheOneThatWasCurrentWhenItWasAccepted() {
    JobCatalog jobs = core.get(JobCatalog.class);
    jobs.register(aJob("moving").memory(256).build(), "test", NOON);
    jobs.register(aJob("moving").memory(512).build(), "test", NOON);
    accepted(InvocationRequest.of("moving"));
    jobs.register(aJob("moving").memory(1_024).build(), "test", NOON);

    assertThat(ledger.claim(10, Set.of(), "server", NOON))
        .extracting(Claim::revision)
        .containsExactly(2);
  }

  @Test
  void expiresWhatIsNotStartedInTime() {
    InvocationId late = accepted(request().startWithin(Duration.ofSeconds(5)));
    accepted(request().startWithin(Duration.ofSeconds(6)));

    assertThat(ledger.expire(NOON.plusSeconds(5), 10)).isEqualTo(1);
    assertThat(reader.find(late).orElseThrow().outcome())
        .extracting(Outcome::kind)
        .isEqualTo(OutcomeKind.EXPIRED);
  }

  @Test
  void followsOnlyWhatMayBeRunning() {
    InvocationId running = started().invocation();
    InvocationId launched = claimed().invocation();
    ledger.append(launched, new News.Accepted(1, TASK, NOON));
    InvocationId dispatching = claimed().invocation();
    ledger.append(claimed().invocation(), new News.Lost(1, "for this test", NOON));
    InvocationId queued = accepted(request());

    assertThat(ledger.active(null, 10))
        .extracting(ActiveDispatch::invocation)
        .containsExactlyInAnyOrder(running, launched, dispatching);
    assertThat(ledger.active(ledger.active(null, 2).getLast().invocation(), 10)).hasSize(1);
    assertThat(ledger.claim(10, Set.of(), "server", NOON))
        .extracting(Claim::invocation)
        .containsExactly(queued);
  }

  @Test
  void severalNewsOfOneInvocationInOneCallAreEnteredInOrder() {
    Claim claim = claimed();

    List<Optional<InvocationState>> states =
        ledger.append(
            List.of(
                new Entry(claim.invocation(), new News.Accepted(1, TASK, NOON)),
                new Entry(claim.invocation(), new News.SeenRunning(1, NOON)),
                new Entry(claim.invocation(), new News.SeenRunning(1, NOON)),
                new Entry(
                    claim.invocation(), new News.TaskEnded(1, TASK, 0, "exited with 0", NOON))));

    assertThat(states).extracting(Optional::isPresent).containsExactly(true, true, false, true);
    assertThat(found(claim).outcome())
        .isEqualTo(new Outcome(OutcomeKind.SUCCEEDED, "exited with 0", 0));
    assertThat(reader.events(claim.invocation()))
        .extracting(event -> event.sequence() + " " + event.kind())
        .containsExactly(
            "1 submitted", "2 claimed", "3 accepted", "4 seen-running", "5 task-ended");
  }

  private InvocationRequest.Builder request() {
    return InvocationRequest.of("export-grades");
  }

  private InvocationId accepted(InvocationRequest.Builder request) {
    Intake intake = this.intake.accept(List.of(request.build()), "test", null, NOON).getFirst();
    return ((Intake.Accepted) intake).invocation().id();
  }

  private Claim claimed() {
    accepted(request());
    return ledger.claim(1, Set.of(), "server", NOON).getFirst();
  }

  private Claim started() {
    Claim claim = claimed();
    ledger.start(claim.invocation(), 1, new StartRequest(UUID.randomUUID(), TASK), NOON);
    return claim;
  }

  private Invocation found(Claim claim) {
    return reader.find(claim.invocation()).orElseThrow();
  }
}
