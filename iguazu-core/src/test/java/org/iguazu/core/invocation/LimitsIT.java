package org.iguazu.core.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.core.sql.Timestamps.utc;
import static org.iguazu.test.AtOnce.atOnce;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationQuery;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.job.ConcurrencyKey;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.FieldError;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT {

  private static final int MANY = 20_000;

  private Assembly core;
  private TestDatabase database;
  private InvocationLedger ledger;
  private InvocationIntake intake;
  private InvocationReader reader;
  private JobCatalog catalog;

  @BeforeAll
  void start(TestDatabase database) {
    this.database = database;
    core = Assembly.of(database, new SettableClock(), CoreConfiguration.class);
    ledger = core.get(InvocationLedger.class);
    intake = core.get(InvocationIntake.class);
    reader = core.get(InvocationReader.class);
    catalog = core.get(JobCatalog.class);
  }

  @AfterAll
  void stop() {
    core.close();
  }

  @BeforeEach
  void empty() {
    database.jdbc().sql("TRUNCATE invocation, invocation_event, job_limit").update();
  }

  @Test
  void noMoreOfAJobAreClaimedThanItMayRunAtOnce() {
    register(aJob("narrow").maxConcurrent(2));
    accepted(5, InvocationRequest.of("narrow"));

    assertThat(claim(10)).hasSize(2);
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void anEndFreesASlotAndSoDoesARefusal() {
    register(aJob("narrow").maxConcurrent(2));
    accepted(5, InvocationRequest.of("narrow"));
    List<Claim> first = claim(10);

    end(first.getFirst());
    assertThat(claim(10)).hasSize(1);

    Claim refused = first.getLast();
    ledger.append(
        refused.invocation(), new News.Refused(1, "no room", NOON.plusSeconds(5), true, NOON));
    assertThat(claim(10)).hasSize(1);
  }

  @Test
  void manyClaimersAtOnceNeverTakeMoreThanThereAreSlots() throws Exception {
    register(aJob("narrow").maxConcurrent(3));
    accepted(120, InvocationRequest.of("narrow"));

    for (int round = 0; round < 20; round++) {
      List<Claim> claims = claimedAtOnce(8);

      assertThat(claims).hasSize(3);
      claims.forEach(this::end);
    }
  }

  @Test
  void manyClaimersAtOnceNeverTakeTwoOfAKey() throws Exception {
    register(aJob("courses").concurrencyKey(ConcurrencyKey.at("/courseId")));
    for (int i = 0; i < 60; i++) {
      accepted(course("courses", "course-" + i % 4));
    }

    for (int round = 0; round < 15; round++) {
      List<Claim> claims = claimedAtOnce(8);

      assertThat(claims).hasSize(4);
      claims.forEach(this::end);
    }
  }

  private List<Claim> claimedAtOnce(int claimers) throws Exception {
    return atOnce(claimers, () -> claim(10)).stream().flatMap(Collection::stream).toList();
  }

  @Test
  void keysAndTheWholeJobAreLimitedTogether() {
    register(aJob("courses").maxConcurrent(3).concurrencyKey(ConcurrencyKey.at("/courseId")));
    InvocationId a = accepted(course("courses", "a"));
    accepted(course("courses", "a"));
    InvocationId b = accepted(course("courses", "b"));
    InvocationId c = accepted(course("courses", "c"));
    accepted(course("courses", "d"));

    assertThat(idsOf(claim(10))).containsExactly(a, b, c);
  }

  @Test
  void aKeyGivenWithTheRequestGoesBeforeTheParameter() {
    register(aJob("courses").concurrencyKey(ConcurrencyKey.at("/courseId")));
    accepted(course("courses", "a").concurrencyKey("shared"));
    accepted(course("courses", "b").concurrencyKey("shared"));

    assertThat(claim(10)).hasSize(1);
  }

  @Test
  void aKeyMayHaveSeveralSlots() {
    register(
        aJob("courses")
            .concurrencyKey(new ConcurrencyKey.Builder().pointer("/courseId").max(2).build()));
    accepted(3, course("courses", "a"));

    assertThat(claim(10)).hasSize(2);
  }

  @Test
  void theCurrentRevisionsLimitRulesWhateverRevisionAnInvocationRuns() {
    register(aJob("narrow").maxConcurrent(2));
    accepted(6, InvocationRequest.of("narrow"));
    List<Claim> first = claim(10);

    register(aJob("narrow").maxConcurrent(1));
    end(first.getFirst());
    assertThat(claim(10)).isEmpty();

    register(aJob("narrow").maxConcurrent(4));
    assertThat(claim(10)).hasSize(3);
  }

  @Test
  void aRollBackBringsTheLimitOfItsRevisionBack() {
    register(aJob("narrow").maxConcurrent(1));
    register(aJob("narrow").maxConcurrent(5));
    accepted(6, InvocationRequest.of("narrow"));

    catalog.makeCurrent(aJob("narrow").build().name(), 1);

    assertThat(claim(10)).hasSize(1);
  }

  @Test
  void aJobsFirstLimitCountsWhatIsActiveAndHoldsWhatIsQueued() {
    register(aJob("late"));
    accepted(5, InvocationRequest.of("late"));
    List<Claim> active = claim(2);

    register(aJob("late").maxConcurrent(3));

    assertThat(claim(10)).hasSize(1);
    assertThat(claim(10)).isEmpty();
    end(active.getFirst());
    assertThat(claim(10)).hasSize(1);
  }

  @Test
  void aJobThatHasItsLimitNoMoreIsNotHeldBack() {
    register(aJob("narrow").maxConcurrent(1));
    accepted(3, InvocationRequest.of("narrow"));

    register(aJob("narrow"));

    assertThat(claim(10)).hasSize(3);
  }

  @Test
  void limitedOnesTakeTheirTurnAmongTheOthers() {
    register(aJob("narrow").maxConcurrent(1));
    register(aJob("free"));
    InvocationId third = accepted(InvocationRequest.of("free").dueAt(NOON.minusSeconds(1)));
    InvocationId first = accepted(InvocationRequest.of("free").dueAt(NOON.minusSeconds(3)));
    InvocationId second = accepted(InvocationRequest.of("narrow").dueAt(NOON.minusSeconds(2)));

    assertThat(idsOf(claim(2))).containsExactly(first, second);
    assertThat(idsOf(claim(2))).containsExactly(third);
  }

  @Test
  void thePriorityAndTheWaitOrderThoseOfAJobToo() {
    register(aJob("narrow").maxConcurrent(2));
    accepted(InvocationRequest.of("narrow").dueAt(NOON.minusSeconds(30)));
    InvocationId urgent = accepted(InvocationRequest.of("narrow").priority(2));
    InvocationId patient =
        accepted(InvocationRequest.of("narrow").priority(-1).dueAt(NOON.minusSeconds(200)));

    assertThat(idsOf(claim(10))).containsExactly(patient, urgent);
  }

  @Test
  void theNextDueOfALimitedJobIsKnown() {
    register(aJob("narrow").maxConcurrent(1));
    accepted(InvocationRequest.of("narrow").dueAt(NOON.plusSeconds(7)));

    assertThat(ledger.nextDue(NOON)).contains(NOON.plusSeconds(7));
  }

  @Test
  void whatWaitsForASlotSaysSo() {
    register(aJob("narrow").maxConcurrent(2));
    register(aJob("one").maxConcurrent(1));
    register(aJob("courses").concurrencyKey(ConcurrencyKey.at("/courseId")));
    accepted(2, InvocationRequest.of("narrow"));
    accepted(InvocationRequest.of("one"));
    accepted(course("courses", "ml-101"));
    List<Claim> claims = claim(10);
    InvocationId narrow = accepted(InvocationRequest.of("narrow"));
    InvocationId one = accepted(InvocationRequest.of("one"));
    InvocationId course = accepted(course("courses", "ml-101"));
    InvocationId tomorrow = accepted(InvocationRequest.of("one").dueAt(NOON.plusSeconds(60)));

    assertThat(waiting(narrow))
        .isEqualTo("waiting for one of 2 running invocations of job narrow to end");
    assertThat(waiting(one)).isEqualTo("waiting for the running invocation of job one to end");
    assertThat(waiting(course)).isEqualTo("waiting for its turn with key ml-101 (max 1)");
    assertThat(waiting(tomorrow)).isNull();
    assertThat(reader.list(InvocationQuery.newest(10)).items())
        .allSatisfy(it -> assertThat(it.waiting()).isEqualTo(waiting(it.id())));

    claims.forEach(this::end);
    assertThat(List.of(narrow, one, course)).extracting(this::waiting).containsOnlyNulls();
  }

  private @Nullable String waiting(InvocationId id) {
    return reader.find(id).orElseThrow().waiting();
  }

  @Test
  void aLookCostsTheSameHoweverManyWaitForASlot() {
    register(aJob("narrow").maxConcurrent(1));
    register(aJob("courses").concurrencyKey(ConcurrencyKey.at("/courseId")));
    register(aJob("free"));
    accepted(1, InvocationRequest.of("narrow"));
    accepted(1, course("courses", "a"));
    assertThat(claim(10)).hasSize(2);
    many("narrow", "");
    many("courses", "a");
    InvocationId free = accepted(InvocationRequest.of("free"));

    Map<String, Integer> read =
        indexEntriesReadBy(() -> assertThat(idsOf(claim(10))).containsExactly(free));

    assertThat(read)
        .as("index entries read for one claim")
        .allSatisfy((_, entries) -> assertThat(entries).isLessThan(20));
  }

  @Test
  void moreKeysThanOneLookTakesInAreAllReached() {
    register(aJob("courses").concurrencyKey(ConcurrencyKey.at("/courseId")));
    for (int i = 0; i < 3_000; i += 100) {
      int from = i;
      intake.accept(
          IntStream.range(from, from + 100)
              .mapToObj(n -> course("courses", "course-" + n / 2).build())
              .toList(),
          "test",
          null,
          NOON);
    }

    var claimed = new HashSet<InvocationId>();
    for (int look = 0; look < 10; look++) {
      claimed.addAll(idsOf(claim(500)));
    }

    assertThat(claimed).hasSize(1_500);
  }

  @Test
  void aKeyThatNoRuleOfTheJobLimitsIsRefused() {
    register(aJob("free"));

    assertThat(rejected(InvocationRequest.of("free").concurrencyKey("a")))
        .extracting(FieldError::pointer)
        .containsExactly("/concurrencyKey");
  }

  @Test
  void parametersWithoutTheKeyOfTheirJobAreRefused() {
    register(aJob("courses").concurrencyKey(ConcurrencyKey.at("/courseId")));

    assertThat(rejected(InvocationRequest.of("courses")))
        .extracting(FieldError::pointer)
        .containsExactly("/parameters/courseId");
  }

  private List<FieldError> rejected(InvocationRequest.Builder request) {
    Intake answer = intake.accept(List.of(request.build()), "test", null, NOON).getFirst();
    return ((Intake.Rejected) answer).problem().errors();
  }

  private void many(String job, String key) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO invocation (id, job, revision, cluster, slot_key, parameters, created_by, created_at, due_at,
                                    start_by, timeout_ms, status, claimable_at)
            SELECT gen_random_uuid(), :job, 1, 'default', :key, '{}', 'test', :due, :due, :startBy, 1000, 'QUEUED', :due
              FROM generate_series(1, :count)
            """)
        .param("job", job)
        .param("key", key)
        .param("due", utc(NOON.minusSeconds(1)))
        .param("startBy", utc(NOON.plusSeconds(3_600)))
        .param("count", MANY)
        .update();
    database.jdbc().sql("ANALYZE invocation").update();
  }

  /** By index, as PostgreSQL counts for the transaction that it is asked in. */
  private Map<String, Integer> indexEntriesReadBy(Runnable work) {
    var dataSource = core.get(DataSource.class);
    var transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    return transaction.execute(_ -> {
      work.run();
      var read = new TreeMap<String, Integer>();
      JdbcClient.create(dataSource)
          .sql(
              """
              SELECT indexrelid::regclass::text, pg_stat_get_xact_tuples_returned(indexrelid) FROM pg_index
               WHERE indrelid = 'invocation'::regclass
              """)
          .query(row -> {
            read.put(row.getString(1), row.getInt(2));
          });
      return read;
    });
  }

  private void register(JobDefinition.Builder job) {
    catalog.register(job.build(), "test", NOON);
  }

  private static InvocationRequest.Builder course(String job, String id) {
    return InvocationRequest.of(job)
        .parameters(IguazuJson.strict().valueToTree(Map.of("courseId", id)));
  }

  private void accepted(int count, InvocationRequest.Builder request) {
    for (int i = 0; i < count; i++) {
      accepted(request);
    }
  }

  private InvocationId accepted(InvocationRequest.Builder request) {
    InvocationRequest built = request.startWithin(Duration.ofHours(5)).build();
    Intake answer = intake.accept(List.of(built), "test", null, NOON).getFirst();
    return ((Intake.Accepted) answer).invocation().id();
  }

  private List<Claim> claim(int limit) {
    return ledger.claim(limit, Set.of(), "server", NOON);
  }

  private static List<InvocationId> idsOf(List<Claim> claims) {
    return claims.stream().map(Claim::invocation).toList();
  }

  private void end(Claim claim) {
    Instant now = NOON;
    ledger.append(claim.invocation(), new News.Lost(claim.dispatch(), "it is over", now));
  }
}
