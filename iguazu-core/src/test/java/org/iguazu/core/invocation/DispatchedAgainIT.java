package org.iguazu.core.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.invocation.Progress;
import org.iguazu.api.job.Delivery;
import org.iguazu.api.job.EndCause;
import org.iguazu.api.job.Retry;
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
import org.springframework.dao.DataIntegrityViolationException;

/** What runs at least once is dispatched again after an end that is not the last. */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DispatchedAgainIT {

  private static final String TASK = "arn:aws:ecs:us-east-1:000000000000:task/default/1";
  private static final Duration START_WITHIN = Duration.ofMinutes(5);
  private static final Instant AGAIN = NOON.plusSeconds(10);

  private Assembly core;
  private TestDatabase database;
  private InvocationLedger ledger;
  private InvocationReader reader;
  private double chance;

  @BeforeAll
  void start(TestDatabase database) {
    this.database = database;
    core = Assembly.of(database, new SettableClock(), CoreConfiguration.class);
    ledger = new InvocationLedger(database.dataSource(), () -> chance);
    reader = core.get(InvocationReader.class);
    register("once", Delivery.AT_MOST_ONCE);
    register("again", Delivery.AT_LEAST_ONCE);
  }

  private void register(String name, Delivery delivery) {
    core.get(JobCatalog.class).register(aJob(name).delivery(delivery).build(), "test", NOON);
  }

  @AfterAll
  void stop() {
    core.close();
  }

  @BeforeEach
  void empty() {
    database.jdbc().sql("TRUNCATE invocation, invocation_event").update();
    chance = 0;
  }

  @Test
  void afterAFailureItIsClaimedOnceMoreNoSoonerThanItsDelay() {
    InvocationId id = running("again", 1, NOON);

    ledger.fail(id, 1, "boom", NOON);

    Invocation waiting = found(id);
    assertThat(waiting.status()).isEqualTo(InvocationStatus.QUEUED);
    assertThat(waiting.waiting()).isEqualTo("waiting to be started again: boom");
    assertThat(waiting.outcome()).isNull();
    assertThat(waiting.finishedAt()).isNull();
    assertThat(ledger.nextDue(NOON)).contains(AGAIN);
    assertThat(claim(AGAIN.minusMillis(1))).isEmpty();
    assertThat(claim(AGAIN)).extracting(Claim::dispatch).containsExactly(2);
    assertThat(found(id).waiting()).isNull();
  }

  @Test
  void whatRunsAtMostOnceIsNeverDispatchedAgain() {
    InvocationId id = running("once", 1, NOON);

    ledger.append(id, new News.Lost(1, "nobody knows", new Redispatch(NOON, AGAIN), NOON));

    assertThat(found(id).status()).isEqualTo(InvocationStatus.FINISHED);
  }

  @Test
  void theDatabaseItselfHoldsNoEarlierDispatchOfWhatRunsAtMostOnce() {
    InvocationId id = running("once", 1, NOON);

    assertThatThrownBy(() ->
            database
                .jdbc()
                .sql("UPDATE invocation SET earlier = '{}' WHERE id = :id")
                .param("id", id.value())
                .update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void delaysGrowAndVaryUpToAFifth() {
    InvocationId id = running("again", 1, NOON);
    chance = 1;
    ledger.append(id, new News.Lost(1, "nobody knows", NOON));
    Instant second = NOON.plusSeconds(12);
    assertThat(ledger.nextDue(NOON)).contains(second);
    claim(second);

    ledger.append(id, new News.Lost(2, "nobody knows", second));

    assertThat(ledger.nextDue(second)).contains(second.plusSeconds(24));
  }

  @Test
  void theLastOfItsDispatchesIsTheEnd() {
    InvocationId id = running("again", 1, NOON);
    ledger.fail(id, 1, "first", NOON);
    run(2, AGAIN);
    ledger.fail(id, 2, "second", AGAIN);
    Instant third = AGAIN.plusSeconds(20);
    run(3, third);

    ledger.fail(id, 3, "third", third);

    assertThat(found(id).outcome()).isEqualTo(Outcome.of(OutcomeKind.FAILED, "third"));
    assertThat(reader.events(id))
        .filteredOn(event -> event.kind().equals("failed"))
        .extracting(event -> event.details().get("reason"))
        .containsExactly("first", "second", "third");
  }

  @Test
  void refusedDispatchesDoNotCount() {
    InvocationId id = accepted("again");
    for (int dispatch = 1; dispatch <= 5; dispatch++) {
      claim(NOON);
      ledger.append(id, new News.Refused(dispatch, "no room", NOON, true, NOON));
    }
    run(6, NOON);

    ledger.fail(id, 6, "boom", NOON);

    assertThat(found(id).status()).isEqualTo(InvocationStatus.QUEUED);
  }

  @Test
  void eachDispatchHasAStartByOfItsOwnAlsoAfterTheFirst() {
    InvocationId id = accepted("again");
    Instant firstStartBy = found(id).startBy();
    Instant lateEnd = firstStartBy.plusSeconds(60);
    run(1, NOON);

    ledger.fail(id, 1, "boom", lateEnd);

    Instant second = lateEnd.plusSeconds(10);
    assertThat(found(id).startBy()).isEqualTo(second.plus(START_WITHIN));
    assertThat(claim(second)).extracting(Claim::startBy).containsExactly(second.plus(START_WITHIN));
    assertThat(ledger.start(id, 2, runner(), second.plus(START_WITHIN).plusMillis(1)))
        .isEqualTo(new StartDecision.Refused("not started in time"));
  }

  @Test
  void whatIsNotStartedAgainInTimeDoesNotCountAsNeverRun() {
    InvocationId id = running("again", 1, NOON);
    ledger.fail(id, 1, "boom", NOON);

    ledger.expire(AGAIN.plus(START_WITHIN), 10);

    assertThat(found(id).outcome())
        .isEqualTo(Outcome.of(OutcomeKind.FAILED, "boom; not started again in time"));
  }

  @Test
  void oneThatIsCancelledWhileItWaitsDoesNotCountAsNeverRunEither() {
    InvocationId id = running("again", 1, NOON);
    ledger.fail(id, 1, "boom", NOON);

    ledger.append(id, new News.StopRequested(StopCause.CANCEL, "ann", NOON));

    assertThat(found(id).outcome())
        .isEqualTo(
            Outcome.of(OutcomeKind.STOPPED, "cancelled by ann before it was started again: boom"));
  }

  @Test
  void whatIsCancelledOrHasSucceededIsOver() {
    InvocationId cancelled = running("again", 1, NOON);
    ledger.append(cancelled, new News.StopRequested(StopCause.CANCEL, "ann", NOON));
    ledger.append(cancelled, new News.Lost(1, "nobody knows", NOON));
    InvocationId good = running("again", 1, NOON);
    ledger.append(good, new News.TaskEnded(1, TASK, 0, "exited with code 0", NOON));

    assertThat(found(cancelled).status()).isEqualTo(InvocationStatus.FINISHED);
    assertThat(found(good).outcome()).extracting(Outcome::kind).isEqualTo(OutcomeKind.SUCCEEDED);
  }

  @Test
  void onlyTheEndsThatTheJobNamesAreFollowedByAnother() {
    Retry lostOnly = Retry.upTo(5).on(Set.of(EndCause.LOST, EndCause.TIMED_OUT)).build();
    core.get(JobCatalog.class)
        .register(
            aJob("choosy").delivery(Delivery.AT_LEAST_ONCE).retry(lostOnly).build(), "test", NOON);
    InvocationId failed = running("choosy", 1, NOON);
    InvocationId lost = running("choosy", 1, NOON);
    InvocationId slow = running("choosy", 1, NOON);
    ledger.append(slow, new News.StopRequested(StopCause.TIMEOUT, "dispatcher", 1, NOON));

    ledger.fail(failed, 1, "boom", NOON);
    ledger.append(lost, new News.Lost(1, "nobody knows", NOON));
    ledger.append(slow, new News.TaskEnded(1, TASK, 143, "exited with code 143", NOON));

    assertThat(found(failed).status()).isEqualTo(InvocationStatus.FINISHED);
    assertThat(found(lost).status()).isEqualTo(InvocationStatus.QUEUED);
    assertThat(found(slow).status()).isEqualTo(InvocationStatus.QUEUED);
    assertThat(claim(AGAIN)).hasSize(2);
    assertThat(ledger.active(null, 10)).noneMatch(it -> it.state().stopWish().isPresent());
  }

  @Test
  void theRuleIsThatOfTheRevisionItWasAcceptedWith() {
    register("moving", Delivery.AT_LEAST_ONCE);
    InvocationId id = running("moving", 1, NOON);
    register("moving", Delivery.AT_MOST_ONCE);

    ledger.fail(id, 1, "boom", NOON);

    assertThat(found(id).status()).isEqualTo(InvocationStatus.QUEUED);
  }

  @Test
  void anEarlierDispatchIsTurnedAwayToldToEndAndItsNewsChangesNothing() {
    InvocationId id = running("again", 1, NOON);
    ledger.progress(id, 1, new Progress(0.9, "nearly"));
    ledger.append(id, new News.Lost(1, "nobody knows", NOON));

    assertThat(ledger.control(id, 1).cancelled()).isTrue();
    assertThat(ledger.start(id, 1, runner(), NOON)).isInstanceOf(StartDecision.Refused.class);
    assertThat(found(id).progress()).isNull();

    run(2, AGAIN);
    assertThat(ledger.progress(id, 1, new Progress(1, "old")).cancelled()).isTrue();
    assertThat(ledger.start(id, 1, runner(), AGAIN)).isInstanceOf(StartDecision.Refused.class);
    assertThat(ledger.succeed(id, 1, "1", AGAIN)).isFalse();
    ledger.append(id, new News.TaskEnded(1, TASK, 0, "exited with code 0", AGAIN));
    ledger.append(id, new News.Expired(1, AGAIN));
    ledger.append(id, new News.StopRequested(StopCause.TIMEOUT, "dispatcher", 1, AGAIN));
    assertThat(ledger.control(id, 2).cancelled()).isFalse();
    assertThat(found(id).status()).isEqualTo(InvocationStatus.RUNNING);
    assertThat(found(id).deadline()).isEqualTo(AGAIN.plus(Duration.ofMinutes(10)));
  }

  @Test
  void aFailureMayBeReportedAgainWhileTheNextDispatchIsUnderWay() {
    InvocationId id = running("again", 1, NOON);

    assertThat(ledger.fail(id, 1, "boom", NOON)).isTrue();
    assertThat(ledger.fail(id, 1, "boom", NOON)).isTrue();
    run(2, AGAIN);
    assertThat(ledger.fail(id, 1, "boom", AGAIN)).isTrue();
    assertThat(ledger.succeed(id, 1, null, AGAIN)).isFalse();
  }

  @Test
  void aNewDispatchIsFollowedWithoutWhatTheEarlierOneHad() {
    InvocationId id = accepted("again");
    claim(NOON);
    ledger.append(id, new News.Accepted(1, TASK, NOON));
    ledger.append(id, new News.SeenRunning(1, NOON));
    ledger.append(id, new News.TaskEnded(1, TASK, 3, "exited with code 3", NOON));

    claim(AGAIN);

    ActiveDispatch active = ledger.active(null, 10).getFirst();
    assertThat(active.state().lastTask()).isEmpty();
    assertThat(active.deadline()).isNull();
    assertThat(active.launchedAt()).isNull();
    assertThat(active.claimedAt()).isEqualTo(AGAIN);
    assertThat(found(id).startedAt()).isNull();
  }

  private InvocationId running(String job, int dispatch, Instant at) {
    InvocationId id = accepted(job);
    run(dispatch, at);
    return id;
  }

  private InvocationId accepted(String job) {
    Intake answer =
        core.get(InvocationIntake.class)
            .accept(List.of(InvocationRequest.of(job).build()), "test", null, NOON)
            .getFirst();
    return ((Intake.Accepted) answer).invocation().id();
  }

  private void run(int dispatch, Instant at) {
    InvocationId id = claim(at).getFirst().invocation();
    assertThat(ledger.start(id, dispatch, runner(), at)).isInstanceOf(StartDecision.Granted.class);
  }

  private List<Claim> claim(Instant at) {
    return ledger.claim(10, Set.of(), "server", at);
  }

  private static StartRequest runner() {
    return new StartRequest(UUID.randomUUID(), TASK);
  }

  private Invocation found(InvocationId id) {
    return reader.find(id).orElseThrow();
  }
}
