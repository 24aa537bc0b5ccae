package org.iguazu.core.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.api.invocation.UniquePolicy.QUEUE_ONE;
import static org.iguazu.api.invocation.UniquePolicy.REPLACE;
import static org.iguazu.api.invocation.UniquePolicy.RETURN_EXISTING;
import static org.iguazu.test.AtOnce.atOnce;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.invocation.Unique;
import org.iguazu.api.invocation.UniquePolicy;
import org.iguazu.api.problem.ProblemCode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UniqueIT {

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
    core.get(JobCatalog.class).register(aJob("rebuild").build(), "test", NOON);
    core.get(JobCatalog.class).register(aJob("other").build(), "test", NOON);
  }

  @AfterAll
  void stop() {
    core.close();
  }

  @BeforeEach
  void empty() {
    database.jdbc().sql("TRUNCATE invocation, invocation_event, idempotency_key").update();
  }

  @ParameterizedTest
  @EnumSource(names = {"RETURN_EXISTING", "QUEUE_ONE"})
  void fiftyEqualCallsAtOnceAreAnsweredWithOneInvocation(UniquePolicy policy) throws Exception {
    List<Intake.Accepted> answers = atOnce(50, () -> accept("rebuild", policy));

    assertThat(new HashSet<>(answers.stream().map(it -> it.invocation().id()).toList())).hasSize(1);
    assertThat(answers).filteredOn(it -> !it.replayed()).hasSize(1);
    assertThat(count()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"REPLACE", "QUEUE_ONE"})
  void fiftyEqualCallsWhileOneRunsLeaveOneThatWaits(UniquePolicy policy) throws Exception {
    InvocationId runs = id(policy);
    ledger.claim(1, Set.of(), "server", NOON);

    atOnce(50, () -> accept("rebuild", policy));

    assertThat(unfinished()).hasSize(2).contains(runs);
  }

  @Test
  void fiftyThatReplaceEachOtherLeaveOne() throws Exception {
    List<Intake.Accepted> answers = atOnce(50, () -> accept("rebuild", REPLACE));

    assertThat(answers).noneMatch(Intake.Accepted::replayed);
    assertThat(unfinished()).hasSize(1);
    assertThat(count()).isEqualTo(50);
  }

  @Test
  void theExistingOneIsTheAnswerUntilItEnds() {
    InvocationId first = id(RETURN_EXISTING);
    Claim claim = ledger.claim(1, Set.of(), "server", NOON).getFirst();

    assertThat(id(RETURN_EXISTING)).isEqualTo(first);
    end(claim);
    assertThat(id(RETURN_EXISTING)).isNotEqualTo(first);
  }

  @Test
  void oneWaitsBehindTheOneThatRunsAndFollowsIt() {
    id(QUEUE_ONE);
    Claim running = ledger.claim(1, Set.of(), "server", NOON).getFirst();

    Invocation second = accept("rebuild", QUEUE_ONE).invocation();

    assertThat(second.waiting())
        .isEqualTo("waiting for invocation %s to end".formatted(running.invocation()));
    assertThat(id(QUEUE_ONE)).isEqualTo(second.id());
    assertThat(ledger.claim(1, Set.of(), "server", NOON)).isEmpty();
    end(running);
    assertThat(ledger.claim(1, Set.of(), "server", NOON))
        .extracting(Claim::invocation)
        .containsExactly(second.id());
  }

  @Test
  void theOneThatRunsMayBeRefusedWhileAnotherWaitsForIt() {
    InvocationId first = id(QUEUE_ONE);
    ledger.claim(1, Set.of(), "server", NOON);
    id(QUEUE_ONE);

    ledger.append(first, new News.Refused(1, "no room", NOON, true, NOON));

    assertThat(id(QUEUE_ONE)).as("the one that will begin").isEqualTo(first);
    assertThat(ledger.claim(9, Set.of(), "server", NOON))
        .extracting(Claim::invocation)
        .containsExactly(first);
  }

  @Test
  void whatIsReplacedIsCancelledAndSaysByWhat() {
    InvocationId first = id(REPLACE);
    InvocationId second = id(REPLACE);

    assertThat(reader.find(first).orElseThrow().outcome())
        .isEqualTo(
            Outcome.of(
                OutcomeKind.CANCELLED,
                "cancelled by test, who replaced it by invocation " + second));
    assertThat(reader.find(second).orElseThrow().status()).isEqualTo(InvocationStatus.QUEUED);
  }

  @Test
  void whatRunsIsNotReplaced() {
    InvocationId first = id(REPLACE);
    ledger.claim(1, Set.of(), "server", NOON);

    InvocationId second = id(REPLACE);
    InvocationId third = id(REPLACE);

    assertThat(unfinished()).containsExactlyInAnyOrder(first, third);
    assertThat(reader.find(first).orElseThrow().cancelRequestedAt()).isNull();
    assertThat(reader.find(second).orElseThrow().status()).isEqualTo(InvocationStatus.FINISHED);
  }

  @Test
  void keysOfDifferentJobsHaveNothingToDoWithEachOther() {
    accept("rebuild", RETURN_EXISTING);

    assertThat(accept("other", RETURN_EXISTING).replayed()).isFalse();
  }

  @Test
  void anIdempotencyKeyStandsForTheExistingOneAlsoAfterItsEnd() {
    InvocationId first = id(RETURN_EXISTING);
    Intake.Accepted answer = (Intake.Accepted) accept(request(RETURN_EXISTING), "key");
    Claim claim = ledger.claim(1, Set.of(), "server", NOON).getFirst();
    end(claim);

    Intake.Accepted repeated = (Intake.Accepted) accept(request(RETURN_EXISTING), "key");

    assertThat(answer.invocation().id()).isEqualTo(first);
    assertThat(repeated.invocation().id()).isEqualTo(first);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void anIdempotencyKeyOfAnotherRequestReplacesNothing() {
    InvocationId pending = id(REPLACE);
    accept(InvocationRequest.of("other").build(), "key");

    Intake answer = accept(request(REPLACE), "key");

    assertThat(((Intake.Rejected) answer).problem().code())
        .isEqualTo(ProblemCode.IDEMPOTENCY_KEY_REUSED);
    assertThat(unfinished()).contains(pending);
  }

  @Test
  void ofABatchEachRequestIsAnsweredInItsPlace() {
    var plain = InvocationRequest.of("rebuild").build();

    List<InvocationId> ids =
        intake
            .accept(
                List.of(request(QUEUE_ONE), plain, request(QUEUE_ONE), plain), "test", null, NOON)
            .stream()
            .map(it -> ((Intake.Accepted) it).invocation().id())
            .toList();

    assertThat(ids.get(2)).isEqualTo(ids.getFirst());
    assertThat(new HashSet<>(ids)).hasSize(3);
  }

  private static InvocationRequest request(UniquePolicy policy) {
    return InvocationRequest.of("rebuild").unique(new Unique("ml-101", policy)).build();
  }

  private InvocationId id(UniquePolicy policy) {
    return accept("rebuild", policy).invocation().id();
  }

  private Intake.Accepted accept(String job, UniquePolicy policy) {
    var request = InvocationRequest.of(job).unique(new Unique("ml-101", policy)).build();
    return (Intake.Accepted) intake.accept(List.of(request), "test", null, NOON).getFirst();
  }

  private Intake accept(InvocationRequest request, String key) {
    return intake
        .accept(List.of(request), "test", new IdempotencyKey("caller", key), NOON)
        .getFirst();
  }

  private void end(Claim claim) {
    ledger.append(claim.invocation(), new News.Lost(claim.dispatch(), "it is over", NOON));
  }

  private int count() {
    return database.jdbc().sql("SELECT count(*) FROM invocation").query(Integer.class).single();
  }

  private List<InvocationId> unfinished() {
    return database
        .jdbc()
        .sql("SELECT id::text FROM invocation WHERE phase <> 'FINISHED'")
        .query(String.class)
        .list()
        .stream()
        .map(InvocationId::parse)
        .toList();
  }
}
