package org.iguazu.core.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.iguazu.test.AtOnce.atOnce;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.job.JobName;
import org.iguazu.api.job.JobRevision;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.core.catalog.JobCatalog;
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
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvocationIntakeIT {

  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  private Assembly core;
  private TestDatabase database;
  private InvocationIntake intake;
  private InvocationLedger ledger;

  @BeforeAll
  void start(TestDatabase database) {
    this.database = database;
    core = Assembly.of(database, new SettableClock(), CoreConfiguration.class);
    intake = core.get(InvocationIntake.class);
    ledger = core.get(InvocationLedger.class);
    core.get(JobCatalog.class).register(aJob("export-grades").build(), "test", NOON);
    core.get(JobCatalog.class)
        .register(
            aJob("picky")
                .parameterSchema(
                    json(
                        """
                        {"type":"object","required":["quiz"],"additionalProperties":false,
                         "properties":{"quiz":{"type":"string"},"top":{"type":"integer","minimum":1}}}
                        """))
                .build(),
            "test",
            NOON);
  }

  @AfterAll
  void stop() {
    core.close();
  }

  @BeforeEach
  void empty() {
    database.jdbc().sql("TRUNCATE invocation, invocation_event, idempotency_key").update();
  }

  @Test
  void fiftyEqualCallsAtOnceAreOneInvocationAndFiftyEqualAnswers() throws Exception {
    List<Intake> answers = atOnce(50, () -> accept(request(1), "key-1"));

    assertThat(new HashSet<>(answers.stream().map(InvocationIntakeIT::id).toList())).hasSize(1);
    assertThat(answers).filteredOn(it -> !((Intake.Accepted) it).replayed()).hasSize(1);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void theSameKeyForAnotherRequestIsAProblem() {
    accept(request(1), "key-1");

    assertThat(problem(accept(request(2), "key-1")).code())
        .isEqualTo(ProblemCode.IDEMPOTENCY_KEY_REUSED);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void theSameKeyOfAnotherCallerIsAnotherKey() {
    Intake anns = accept(request(1), "key-1");
    Intake others =
        intake
            .accept(List.of(request(1)), "ann", new IdempotencyKey("id-2", "key-1"), NOON)
            .getFirst();

    assertThat(id(others)).isNotEqualTo(id(anns));
  }

  @Test
  void aRepeatedBatchIsAcceptedOnce() {
    List<InvocationRequest> batch = List.of(request(1), request(2), request(1));

    List<Intake> first = intake.accept(batch, "ann", new IdempotencyKey("id-1", "batch-1"), NOON);
    List<Intake> second =
        intake.accept(batch, "ann", new IdempotencyKey("id-1", "batch-1"), NOON.plusSeconds(1));

    assertThat(second.stream().map(InvocationIntakeIT::id).toList())
        .isEqualTo(first.stream().map(InvocationIntakeIT::id).toList());
    assertThat(count()).isEqualTo(3);
  }

  @Test
  void aBadRequestOfABatchTakesNoOtherWithIt() {
    List<Intake> answers =
        intake.accept(
            List.of(request(1), InvocationRequest.of("no-such-job").build(), request(2)),
            "ann",
            null,
            NOON);

    assertThat(answers.get(0)).isInstanceOf(Intake.Accepted.class);
    assertThat(problem(answers.get(1)).code()).isEqualTo(ProblemCode.NOT_FOUND);
    assertThat(answers.get(2)).isInstanceOf(Intake.Accepted.class);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void parametersThatDoNotFitAreNamedOneByOne() {
    Problem problem = problem(accept(picky("{\"top\":0,\"more\":true}"), null));

    assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_PARAMETERS);
    assertThat(problem.errors())
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder("/parameters/quiz", "/parameters/top", "/parameters");
    assertThat(count()).isZero();
  }

  @Test
  void parametersOverTheLimitAreRefused() {
    JsonNode fits = text(256 * 1024 - 2);
    JsonNode tooLarge = text(256 * 1024 - 1);

    assertThat(accept(withParameters(fits), null)).isInstanceOf(Intake.Accepted.class);
    Problem problem = problem(accept(withParameters(tooLarge), null));
    assertThat(problem.code()).isEqualTo(ProblemCode.TOO_LARGE);
    assertThat(problem.errors()).extracting(FieldError::pointer).containsExactly("/parameters");
  }

  @Test
  void whatWouldExpireAtOnceIsRefused() {
    InvocationRequest stale =
        InvocationRequest.of("export-grades").dueAt(NOON.minus(Duration.ofHours(2))).build();

    assertThat(problem(accept(stale, null)).errors())
        .extracting(FieldError::pointer)
        .containsExactly("/dueAt");
  }

  @Test
  void whatWouldBeDueInAnotherDecadeIsRefused() {
    Duration nearlyFiveYears = Duration.ofDays(5 * 365);
    var request = InvocationRequest.of("export-grades");

    assertThat(accept(request.dueAt(NOON.plus(nearlyFiveYears)).build(), null))
        .isInstanceOf(Intake.Accepted.class);
    assertThat(
            problem(accept(request.dueAt(NOON.plus(nearlyFiveYears.multipliedBy(2))).build(), null))
                .errors())
        .extracting(FieldError::pointer)
        .containsExactly("/dueAt");
  }

  @Test
  void aScheduleFiresOnceForEachOfItsInstants() throws Exception {
    List<Intake> answers = atOnce(20, () -> intake.fire(fire(NOON, null), NOON));

    assertThat(new HashSet<>(answers.stream().map(InvocationIntakeIT::id).toList())).hasSize(1);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void aWaitingFireIsClaimedOnlyAfterTheOneItWaitsFor() {
    InvocationId first = id(intake.fire(fire(NOON, null), NOON));
    InvocationId second = id(intake.fire(fire(NOON.plusSeconds(60), first), NOON.plusSeconds(60)));
    Instant later = NOON.plusSeconds(61);

    assertThat(ledger.claim(10, Set.of(), "server", later))
        .extracting(Claim::invocation)
        .containsExactly(first);
    assertThat(ledger.claim(10, Set.of(), "server", later)).isEmpty();
    ledger.append(first, new News.Lost(1, "for this test", later));
    assertThat(ledger.claim(10, Set.of(), "server", later))
        .extracting(Claim::invocation)
        .containsExactly(second);
  }

  @Test
  void aKeyIsForgottenAfterSevenDaysAndNotBefore() {
    var keys = new IdempotencyKeys(database.dataSource());
    var key = new IdempotencyKey("caller", "key");
    List<InvocationRequest> request = List.of(InvocationRequest.of("export-grades").build());
    InvocationId first = id(intake.accept(request, "test", key, NOON).getFirst());
    Instant justBefore = NOON.plus(IdempotencyKeys.KEPT);

    assertThat(keys.forget(justBefore, 10)).isZero();
    assertThat(id(intake.accept(request, "test", key, justBefore).getFirst())).isEqualTo(first);
    assertThat(keys.forget(justBefore.plusMillis(1), 10)).isEqualTo(1);
    assertThat(id(intake.accept(request, "test", key, justBefore).getFirst())).isNotEqualTo(first);
  }

  @Test
  void aBatchWhoseAnswerWasLostMayBeWrittenAgain() {
    JobRevision revision =
        core.get(JobCatalog.class).current(new JobName("export-grades")).orElseThrow();
    var batch =
        List.of(
            fresh(revision, null, null),
            fresh(
                revision,
                new NewInvocation.Idempotency(new IdempotencyKey("caller", "key"), "00"),
                null),
            fresh(revision, null, new NewInvocation.Fire("nightly", NOON)));
    var writer = new IntakeWriter(database.dataSource());

    List<IntakeWriter.Written> first = writer.write(batch);
    List<IntakeWriter.Written> again = writer.write(batch);

    assertThat(first).hasSize(3).hasOnlyElementsOfType(IntakeWriter.Written.Fresh.class);
    assertThat(again).isEqualTo(first);
    assertThat(count("invocation")).isEqualTo(3);
    assertThat(count("invocation_event")).isEqualTo(3);
  }

  @Test
  void keysAreTakenInTheirOrderSoThatTwoServersCannotWaitForEachOther() {
    JobRevision revision =
        core.get(JobCatalog.class).current(new JobName("export-grades")).orElseThrow();
    List<NewInvocation> batch =
        Stream.of("b", "a")
            .map(key -> new NewInvocation.Idempotency(new IdempotencyKey("caller", key), "00"))
            .map(key -> fresh(revision, key, null))
            .toList();
    var other = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));

    CompletableFuture<List<IntakeWriter.Written>> written =
        Objects.requireNonNull(
            other.execute(_ -> {
              take("a");
              CompletableFuture<List<IntakeWriter.Written>> ours =
                  CompletableFuture.supplyAsync(
                      () -> new IntakeWriter(database.dataSource()).write(batch));
              await().until(() -> ours.isDone() || somebodyWaitsForALock());
              take("b"); // PostgreSQL would end one of the two here
              return ours;
            }));

    assertThat(written.join()).hasSize(2).hasOnlyElementsOfType(IntakeWriter.Written.Known.class);
  }

  private void take(String key) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO idempotency_key (caller, key, request_hash, invocation_id, created_at)
            VALUES ('caller', :key, '\\x00', gen_random_uuid(), now())
            """)
        .param("key", key)
        .update();
  }

  private static NewInvocation fresh(
      JobRevision revision,
      NewInvocation.@Nullable Idempotency key,
      NewInvocation.@Nullable Fire fire) {
    return new NewInvocation(
        new InvocationId(UUID.randomUUID()),
        revision,
        NOTHING,
        0,
        Map.of(),
        null,
        null,
        Map.of(),
        null,
        "caller",
        NOON,
        NOON,
        NOON.plusSeconds(60),
        key,
        fire,
        null);
  }

  private int count(String table) {
    return database.jdbc().sql("SELECT count(*) FROM " + table).query(Integer.class).single();
  }

  @Test
  void aFireDoesNotWaitForWhatIsOver() {
    InvocationId first = id(intake.fire(fire(NOON, null), NOON));
    ledger.append(first, new News.StopRequested(StopCause.CANCEL, "ann", NOON));

    InvocationId second = id(intake.fire(fire(NOON.plusSeconds(60), first), NOON.plusSeconds(60)));

    assertThat(ledger.claim(10, Set.of(), "server", NOON.plusSeconds(61)))
        .extracting(Claim::invocation)
        .containsExactly(second);
  }

  @Test
  void aFireDoesNotWaitForWhatEndsWhileItIsTakenIn() {
    InvocationId first = id(intake.fire(fire(NOON, null), NOON));
    Instant later = NOON.plusSeconds(60);
    var other = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));

    CompletableFuture<Intake> taken =
        Objects.requireNonNull(
            other.execute(_ -> {
              database
                  .jdbc()
                  .sql(
                      """
                      UPDATE invocation SET status = 'FINISHED', outcome = 'CANCELLED', reason = 'r', finished_at = now()
                       WHERE id = :id
                      """)
                  .param("id", first.value())
                  .update();
              CompletableFuture<Intake> fired =
                  CompletableFuture.supplyAsync(() -> intake.fire(fire(later, first), later));
              await().until(() -> fired.isDone() || somebodyWaitsForALock());
              return fired;
            }));

    InvocationId second = id(taken.join());
    assertThat(ledger.claim(10, Set.of(), "server", later))
        .extracting(Claim::invocation)
        .containsExactly(second);
  }

  private boolean somebodyWaitsForALock() {
    return database
        .jdbc()
        .sql(
            """
            SELECT count(*) > 0 FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'
            """)
        .query(Boolean.class)
        .single();
  }

  private Intake accept(InvocationRequest request, @Nullable String key) {
    IdempotencyKey idempotencyKey = key == null ? null : new IdempotencyKey("id-1", key);
    return intake.accept(List.of(request), "ann", idempotencyKey, NOON).getFirst();
  }

  private static InvocationRequest request(int quiz) {
    return withParameters(JsonNodeFactory.instance.objectNode().put("quiz", quiz));
  }

  private static InvocationRequest withParameters(JsonNode parameters) {
    return InvocationRequest.of("export-grades").parameters(parameters).build();
  }

  private static InvocationRequest picky(String parameters) {
    return InvocationRequest.of("picky").parameters(json(parameters)).build();
  }

  private static JsonNode text(int length) {
    return JsonNodeFactory.instance.stringNode("x".repeat(length));
  }

  private static JsonNode json(String text) {
    return IguazuJson.strict().readTree(text);
  }

  private static ScheduledFire fire(Instant at, @Nullable InvocationId waitsFor) {
    return new ScheduledFire(
        "nightly",
        new JobName("export-grades"),
        NOTHING,
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

  private static Problem problem(Intake intake) {
    return ((Intake.Rejected) intake).problem();
  }

  private int count() {
    return database.jdbc().sql("SELECT count(*) FROM invocation").query(Integer.class).single();
  }
}
