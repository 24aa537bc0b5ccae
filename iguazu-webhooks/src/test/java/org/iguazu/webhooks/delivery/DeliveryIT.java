package org.iguazu.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.iguazu.test.AtOnce.atOnce;
import static org.iguazu.test.Jobs.aJob;
import static org.iguazu.test.SettableClock.NOON;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.iguazu.api.delivery.DeliveryAttempt;
import org.iguazu.api.delivery.DeliveryState;
import org.iguazu.api.delivery.WebhookDelivery;
import org.iguazu.api.delivery.WebhookEvent;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.api.webhook.WebhookVerificationException;
import org.iguazu.api.webhook.WebhookVerifier;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.invocation.Claim;
import org.iguazu.core.invocation.Intake;
import org.iguazu.core.invocation.InvocationIntake;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.invocation.News;
import org.iguazu.core.invocation.StopCause;
import org.iguazu.core.sql.Timestamps;
import org.iguazu.core.webhook.AfterAttempt;
import org.iguazu.core.webhook.Deliveries;
import org.iguazu.core.webhook.DeliveryLog;
import org.iguazu.core.webhook.DueDelivery;
import org.iguazu.core.webhook.Keeper;
import org.iguazu.core.webhook.WebhookChange;
import org.iguazu.core.webhook.Webhooks;
import org.iguazu.test.Assembly;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.SettableClock;
import org.iguazu.test.TestDatabase;
import org.iguazu.webhooks.Receiver;
import org.iguazu.webhooks.Receiver.Received;
import org.iguazu.webhooks.WebhooksConfiguration;
import org.iguazu.webhooks.http.Message;
import org.iguazu.webhooks.http.Transmitter;
import org.iguazu.webhooks.http.WebhookProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryIT {

  private static final WebhookName HOOK = new WebhookName("grades");
  private static final WebhookName SLOW = new WebhookName("slow");
  private static final Keeper KEEPER = new Keeper("course-service", false);

  private final SettableClock clock = new SettableClock();
  private TestDatabase database;
  private Assembly modules;
  private InvocationLedger ledger;
  private Webhooks webhooks;
  private Deliveries deliveries;
  private DeliveryLog deliveryLog;
  private DeliveryPool pool;
  private Receiver receiver;
  private String secret;

  @Configuration(proxyBeanMethods = false)
  static class Meters {
    @Bean
    MeterRegistry meterRegistry() {
      return new SimpleMeterRegistry();
    }
  }

  @BeforeAll
  void start(TestDatabase database) {
    this.database = database;
    modules =
        Assembly.of(
            database,
            clock,
            Map.of(
                "iguazu.webhooks.enabled", "false",
                "iguazu.webhooks.allow-private-addresses", "true",
                "iguazu.webhooks.allow-http", "true"),
            CoreConfiguration.class,
            WebhooksConfiguration.class,
            Meters.class);
    ledger = modules.get(InvocationLedger.class);
    webhooks = modules.get(Webhooks.class);
    deliveries = modules.get(Deliveries.class);
    deliveryLog = modules.get(DeliveryLog.class);
    pool = modules.get(DeliveryPool.class);
    modules.get(JobCatalog.class).register(aJob("export").build(), "test", NOON);
  }

  @AfterAll
  void stop() {
    modules.close();
  }

  @BeforeEach
  void register() {
    database
        .jdbc()
        .sql("TRUNCATE invocation, invocation_event, webhook, webhook_delivery, webhook_attempt")
        .update();
    clock.set(NOON);
    receiver = new Receiver();
    secret = secretOf(webhooks.put(HOOK, receiver.url(), KEEPER, NOON));
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void anEndIsToldWithASignature() throws Exception {
    InvocationId invocation = succeeded(HOOK);

    tick();

    Received received = onlyOne(receiver);
    verify(received, secret);
    WebhookEvent event = IguazuJson.strict().readValue(received.body(), WebhookEvent.class);
    assertThat(event.type()).isEqualTo("invocation.succeeded");
    assertThat(event.data().invocationId()).isEqualTo(invocation);
    assertThat(event.data().outcome()).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(event.data().result()).hasToString("{\"rows\":3}");
    WebhookDelivery delivery = only(invocation);
    assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(delivery.messageId()).isEqualTo(received.id());
    assertThat(delivery.attempts())
        .containsExactly(new DeliveryAttempt(1, NOON, Duration.ZERO, 204, null));
  }

  @Test
  void anEndWithoutARunIsToldAsWell() {
    InvocationId invocation = accepted(HOOK);
    ledger.append(invocation, new News.StopRequested(StopCause.CANCEL, "somebody", NOON));

    tick();

    assertThat(onlyOne(receiver).body())
        .contains("\"type\":\"invocation.cancelled\"", "cancelled by somebody")
        .doesNotContain("startedAt");
  }

  @Test
  void nothingIsToldBeforeTheEndOrWithoutAWebhook() {
    running(HOOK);
    succeeded(null);

    tick();

    assertThat(receiver.received()).isEmpty();
    assertThat(countOfDeliveries()).isZero();
  }

  @Test
  void whatIsLearntOfAnEndLaterIsNotToldAgain() {
    InvocationId invocation = accepted(HOOK);
    Claim claim = ledger.claim(1, Set.of(), "test", NOON).getFirst();
    ledger.append(invocation, new News.Lost(claim.dispatch(), "nobody knows", NOON));
    tick();

    ledger.append(invocation, new News.Accepted(claim.dispatch(), "arn:task", NOON.plusSeconds(1)));
    tick();

    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void anEndThatIsRolledBackIsNotTold() {
    InvocationId invocation = running(HOOK);
    database
        .jdbc()
        .sql(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN RAISE EXCEPTION ''no commit''; END';
            CREATE CONSTRAINT TRIGGER refuse_end AFTER UPDATE ON invocation
              DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                  WHEN (NEW.status = 'FINISHED') EXECUTE FUNCTION refuse()
            """)
        .update();
    try {
      assertThatThrownBy(() -> ledger.fail(invocation, 1, "broken", NOON))
          .hasStackTraceContaining("no commit");
    } finally {
      database.jdbc().sql("DROP FUNCTION refuse() CASCADE").update();
    }

    tick();
    assertThat(receiver.received()).isEmpty();
    assertThat(countOfDeliveries()).isZero();

    ledger.fail(invocation, 1, "broken", NOON);
    tick();
    assertThat(onlyOne(receiver).body()).contains("invocation.failed");
  }

  @Test
  void aMessageThatIsNotTakenIsSentAgain() throws Exception {
    InvocationId invocation = succeeded(HOOK);
    receiver.answers(500);
    tick();
    Instant next = nextAttempt(invocation);
    assertThat(next).isBetween(NOON.plusSeconds(10), NOON.plusSeconds(12));

    clock.set(next.minusMillis(1));
    tick();
    assertThat(receiver.received()).hasSize(1);

    clock.set(next);
    receiver.answers(200);
    tick();

    assertThat(receiver.received())
        .hasSize(2)
        .extracting(Received::id)
        .containsOnly(only(invocation).messageId());
    verify(receiver.received().getLast(), secret);
    assertThat(only(invocation).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(only(invocation).attempts())
        .extracting(DeliveryAttempt::status)
        .containsExactly(500, 200);
  }

  @Test
  void afterThreeDaysItIsGivenUpWithAReason() {
    InvocationId invocation = succeeded(HOOK);
    receiver.answers(500);
    for (tick(); only(invocation).state() == DeliveryState.PENDING; tick()) {
      clock.set(nextAttempt(invocation));
    }

    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofDays(3)));
    assertThat(only(invocation).state()).isEqualTo(DeliveryState.GIVEN_UP);
    assertThat(only(invocation).reason())
        .isEqualTo("not delivered within three days; at last: answered 500");
    int sent = receiver.received().size();
    assertThat(only(invocation).attempts()).hasSize(sent).hasSizeGreaterThan(12);

    clock.advance(Duration.ofDays(30));
    tick();
    assertThat(receiver.received()).hasSize(sent);
  }

  @Test
  void aReceiverThatWantsToBeLeftAloneIsLeftAlone() {
    InvocationId invocation = succeeded(HOOK);
    receiver.answers(503, "Retry-After", "3600");

    tick();

    assertThat(only(invocation).nextAttemptAt()).isEqualTo(NOON.plusSeconds(3600));
  }

  @Test
  void aSlowReceiverTakesNoOthersTurn() {
    try (var slow = new Receiver()) {
      webhooks.put(SLOW, slow.url(), KEEPER, NOON);
      var over = new CountDownLatch(1);
      slow.does(exchange -> {
        awaitUninterruptibly(over);
        Receiver.answer(exchange, 200);
      });
      for (int i = 0; i < 30; i++) {
        succeeded(SLOW);
      }
      List<CompletableFuture<Void>> waiting = new ArrayList<>(pool.tick());
      await().until(() -> slow.received().size() == 8);

      succeeded(HOOK);
      tick();
      assertThat(receiver.received()).hasSize(1);
      for (int i = 0; i < 10; i++) {
        succeeded(HOOK);
      }
      tick();
      tick();

      assertThat(receiver.received()).hasSize(11);
      assertThat(slow.received()).as("its share").hasSize(8);
      over.countDown();
      waiting.forEach(CompletableFuture::join);
      for (int i = 0; i < 3; i++) {
        tick();
      }
      assertThat(slow.received()).hasSize(30);
    }
  }

  @Test
  void whatAServerSentAndDidNotWriteDownIsSentAgainByAnother() throws Exception {
    InvocationId invocation = succeeded(HOOK);
    killedAfterSending(invocation);
    assertThat(receiver.received()).hasSize(1);

    tick();
    assertThat(receiver.received()).as("while it may still write that down").hasSize(1);

    clock.advance(DeliveryPool.LEASE);
    tick();

    assertThat(receiver.received())
        .hasSize(2)
        .extracting(Received::id)
        .containsOnly(only(invocation).messageId());
    assertThat(only(invocation).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(only(invocation).attempts()).extracting(DeliveryAttempt::number).containsExactly(2);
  }

  /** What a server has done that was killed between sending and writing that down. */
  private void killedAfterSending(InvocationId invocation) throws Exception {
    var room = new Deliveries.Room(1, 1, Map.of());
    Instant lease = clock.instant().plus(DeliveryPool.LEASE);
    DueDelivery claimed = deliveries.claim(room, "killed", lease, clock.instant()).getFirst();
    assertThat(claimed.invocation()).isEqualTo(invocation);
    var message =
        new Message(
            WebhookDelivery.messageId(claimed.id()),
            clock.instant(),
            claimed.url(),
            Events.body(modules.get(InvocationReader.class).find(invocation).orElseThrow()),
            claimed.secrets());
    modules.get(Transmitter.class).send(message);
  }

  @Test
  void aServerThatComesToItselfTooLateDoesNotUndoWhatAnotherHasBegun() {
    InvocationId invocation = succeeded(HOOK);
    var room = new Deliveries.Room(1, 1, Map.of());
    DueDelivery first = claim(room);
    clock.advance(DeliveryPool.LEASE);
    DueDelivery second = claim(room);

    deliveries.record(first, failed(first), new AfterAttempt.Again(clock.instant()));
    deliveries.record(first, failed(first), new AfterAttempt.GivenUp("late"));

    assertThat(only(invocation).nextAttemptAt())
        .isEqualTo(clock.instant().plus(DeliveryPool.LEASE));
    deliveries.record(second, failed(second), new AfterAttempt.Delivered());
    assertThat(only(invocation).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  private DueDelivery claim(Deliveries.Room room) {
    Instant now = clock.instant();
    return deliveries.claim(room, "other", now.plus(DeliveryPool.LEASE), now).getFirst();
  }

  private DeliveryAttempt failed(DueDelivery delivery) {
    return new DeliveryAttempt(
        delivery.attempt(), clock.instant(), Duration.ZERO, null, "not connected");
  }

  @Test
  void claimersAtOnceNeverTakeTheSame() throws Exception {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO webhook_delivery (id, invocation_id, webhook, state, created_at, next_attempt_at, give_up_at)
            SELECT gen_random_uuid(), gen_random_uuid(), 'grades', 'PENDING', :noon, :noon, :noon + interval '3 days'
              FROM generate_series(1, 400)
            """)
        .param("noon", Timestamps.utc(NOON))
        .update();

    List<DueDelivery> claimed =
        atOnce(8, this::claimTenTimes).stream().flatMap(List::stream).toList();

    assertThat(claimed).hasSizeGreaterThan(100);
    assertThat(claimed).extracting(DueDelivery::id).doesNotHaveDuplicates();
  }

  private List<DueDelivery> claimTenTimes() {
    var claimed = new ArrayList<DueDelivery>();
    for (int i = 0; i < 10; i++) {
      var room = new Deliveries.Room(5, 5, Map.of());
      claimed.addAll(deliveries.claim(room, "any", NOON.plus(DeliveryPool.LEASE), NOON));
    }
    return claimed;
  }

  @Test
  void serversThatSendAtOnceNeverSendTheSame() {
    for (int i = 0; i < 60; i++) {
      succeeded(HOOK);
    }
    var pools = new ArrayList<DeliveryPool>();
    for (int i = 0; i < 4; i++) {
      pools.add(anotherServer("server-" + i));
    }

    while (countOf("state = 'PENDING'") > 0) {
      pools.parallelStream()
          .map(DeliveryPool::tick)
          .toList()
          .forEach(begun -> begun.forEach(CompletableFuture::join));
    }

    assertThat(receiver.received()).hasSize(60);
    assertThat(receiver.received().stream().map(Received::id).distinct()).hasSize(60);
  }

  private DeliveryPool anotherServer(String name) {
    return new DeliveryPool(
        name,
        new DeliveryPool.Records(deliveries, modules.get(InvocationReader.class)),
        modules.get(Transmitter.class),
        new DeliveryMetrics(new SimpleMeterRegistry()),
        modules.get(WebhookProperties.class),
        clock);
  }

  @Test
  void whileASecretIsRotatedBothSign() throws Exception {
    String fresh = secretOf(webhooks.rotate(HOOK, Duration.ofHours(1), KEEPER, NOON));
    assertThat(fresh).isNotEqualTo(secret);

    succeeded(HOOK);
    tick();
    verify(onlyOne(receiver), secret);
    verify(onlyOne(receiver), fresh);

    clock.advance(Duration.ofHours(1));
    succeeded(HOOK);
    tick();
    verify(receiver.received().getLast(), fresh);
    assertThatThrownBy(() -> verify(receiver.received().getLast(), secret))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void aSecretThatHasLeakedSignsNoMore() {
    String fresh = secretOf(webhooks.rotate(HOOK, Duration.ZERO, KEEPER, NOON));

    succeeded(HOOK);
    tick();

    assertThat(onlyOne(receiver).signatures()).doesNotContain(" ");
    assertThatThrownBy(() -> verify(onlyOne(receiver), secret))
        .isInstanceOf(WebhookVerificationException.class);
    assertThat(fresh).startsWith("whsec_");
  }

  @Test
  void aSecondRotationMustNotEndTheOverlapOfTheFirst() {
    webhooks.rotate(HOOK, Duration.ofHours(1), KEEPER, NOON);

    assertThat(webhooks.rotate(HOOK, Duration.ofHours(1), KEEPER, NOON))
        .isEqualTo(new WebhookChange.TwoSecrets(NOON.plus(Duration.ofHours(1))));
    assertThat(webhooks.rotate(HOOK, Duration.ZERO, KEEPER, NOON))
        .isInstanceOf(WebhookChange.WithSecret.class);
  }

  @Test
  void onlyItsOwnerAndAdminsMayChangeAWebhook() {
    var stranger = new Keeper("stranger", false);

    assertThat(webhooks.put(HOOK, "https://evil.example", stranger, NOON))
        .isEqualTo(new WebhookChange.NotTheirs("course-service"));
    assertThat(webhooks.rotate(HOOK, Duration.ZERO, stranger, NOON))
        .isEqualTo(new WebhookChange.NotTheirs("course-service"));
    assertThat(webhooks.delete(HOOK, stranger, NOON))
        .isEqualTo(new WebhookChange.NotTheirs("course-service"));
    assertThat(webhooks.find(HOOK))
        .hasValueSatisfying(it -> assertThat(it.url()).isEqualTo(receiver.url()));
    assertThat(webhooks.put(HOOK, receiver.url(), new Keeper("root", true), NOON))
        .isInstanceOf(WebhookChange.AddressSet.class);
  }

  @Test
  void whoeverIsGoneIsAskedNoMoreUntilItsAddressIsSetAgain() {
    InvocationId invocation = succeeded(HOOK);
    receiver.answers(410);
    tick();
    assertThat(webhooks.find(HOOK).orElseThrow().disabledAt()).isEqualTo(NOON);
    assertThat(only(invocation).state()).isEqualTo(DeliveryState.PENDING);

    clock.advance(Duration.ofHours(1));
    tick();
    assertThat(receiver.received()).hasSize(1);

    receiver.answers(200);
    webhooks.put(HOOK, receiver.url(), KEEPER, clock.instant());
    tick();
    assertThat(only(invocation).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void whatCouldNotEvenBeTriedIsGivenUpAfterThreeDays() {
    InvocationId disabled = succeeded(HOOK);
    receiver.answers(410);
    tick();
    clock.set(NOON.plus(Duration.ofDays(3)).minusMillis(1));
    assertThat(deliveries.giveUpUnsendable(clock.instant())).isZero();

    clock.set(NOON.plus(Duration.ofDays(3)));
    assertThat(deliveries.giveUpUnsendable(clock.instant())).isOne();

    assertThat(only(disabled).state()).isEqualTo(DeliveryState.GIVEN_UP);
    assertThat(only(disabled).reason()).contains("grades", "disabled");
  }

  @Test
  void anEndIsWrittenAlsoIfItsWebhookIsGone() {
    InvocationId invocation = running(HOOK);
    webhooks.delete(HOOK, KEEPER, NOON);

    assertThat(ledger.succeed(invocation, 1, null, NOON)).isTrue();

    tick();
    assertThat(receiver.received()).isEmpty();
    assertThat(only(invocation).state()).isEqualTo(DeliveryState.PENDING);
  }

  @Test
  void whoeverDeletesAWebhookGivesUpWhatWasToBeSent() {
    InvocationId invocation = succeeded(HOOK);

    assertThat(webhooks.delete(HOOK, KEEPER, NOON)).isEqualTo(new WebhookChange.Deleted());

    assertThat(only(invocation).reason()).isEqualTo("webhook 'grades' was deleted");
  }

  @Test
  void anInvocationIsRefusedIfItsWebhookIsUnknown() {
    var request = InvocationRequest.of("export").webhook(new WebhookName("nobody")).build();

    Intake answer =
        modules.get(InvocationIntake.class).accept(List.of(request), "test", null, NOON).getFirst();

    assertThat(answer)
        .isInstanceOfSatisfying(
            Intake.Rejected.class,
            it -> assertThat(it.problem().errors().getFirst().pointer()).isEqualTo("/webhook"));
  }

  @Test
  void whatWasDeliveredIsSentAgainOnRequestWithItsId() {
    InvocationId invocation = succeeded(HOOK);
    tick();
    WebhookDelivery delivered = only(invocation);
    clock.advance(Duration.ofDays(10));

    assertThat(deliveries.sendAgain(invocation, delivered.id(), clock.instant())).isTrue();
    assertThat(only(invocation).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(deliveries.sendAgain(invocation, UUID.randomUUID(), clock.instant())).isFalse();
    tick();

    assertThat(receiver.received())
        .hasSize(2)
        .extracting(Received::id)
        .containsOnly(delivered.messageId());
    assertThat(only(invocation).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(only(invocation).attempts()).hasSize(2);
  }

  @Test
  void whatIsSentAgainOnRequestHasThreeDaysAnew() {
    InvocationId invocation = succeeded(HOOK);
    tick();
    clock.advance(Duration.ofDays(10));
    deliveries.sendAgain(invocation, only(invocation).id(), clock.instant());
    receiver.answers(500);

    tick();

    assertThat(only(invocation).nextAttemptAt())
        .isBetween(clock.instant().plusSeconds(10), clock.instant().plusSeconds(12));
  }

  @Test
  void oldDeliveriesAreForgotten() {
    InvocationId invocation = succeeded(HOOK);
    tick();
    succeeded(HOOK);

    assertThat(deliveries.purge(NOON, 10)).isZero();
    assertThat(deliveries.purge(NOON.plusMillis(1), 10)).isOne();
    assertThat(deliveryLog.of(invocation)).isEmpty();
    assertThat(countOfDeliveries()).isOne();
  }

  @Test
  void aResultThatIsTooLargeIsLeftOutAndSaidSo() {
    InvocationId invocation = running(HOOK);
    ledger.succeed(invocation, 1, "\"" + "x".repeat(16 * 1024) + "\"", NOON);

    tick();

    WebhookEvent event =
        IguazuJson.strict().readValue(onlyOne(receiver).body(), WebhookEvent.class);
    assertThat(event.data().result()).isNull();
    assertThat(event.data().resultOmitted()).isTrue();
  }

  private void tick() {
    pool.tick().forEach(CompletableFuture::join);
  }

  private InvocationId accepted(@Nullable WebhookName webhook) {
    var request = InvocationRequest.of("export");
    if (webhook != null) {
      request.webhook(webhook);
    }
    Intake answer =
        modules
            .get(InvocationIntake.class)
            .accept(List.of(request.build()), "test", null, clock.instant())
            .getFirst();
    return ((Intake.Accepted) answer).invocation().id();
  }

  private InvocationId running(@Nullable WebhookName webhook) {
    InvocationId invocation = accepted(webhook);
    Claim claim = ledger.claim(1, Set.of(), "test", clock.instant()).getFirst();
    assertThat(claim.invocation()).isEqualTo(invocation);
    var runner = new StartRequest(UUID.randomUUID(), null);
    ledger.start(invocation, claim.dispatch(), runner, clock.instant());
    return invocation;
  }

  private InvocationId succeeded(@Nullable WebhookName webhook) {
    InvocationId invocation = running(webhook);
    assertThat(ledger.succeed(invocation, 1, "{\"rows\":3}", clock.instant())).isTrue();
    return invocation;
  }

  private WebhookDelivery only(InvocationId invocation) {
    List<WebhookDelivery> all = deliveryLog.of(invocation);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private Instant nextAttempt(InvocationId invocation) {
    return Objects.requireNonNull(only(invocation).nextAttemptAt());
  }

  private static Received onlyOne(Receiver receiver) {
    assertThat(receiver.received()).hasSize(1);
    return receiver.received().getFirst();
  }

  private void verify(Received received, String by) throws WebhookVerificationException {
    new WebhookVerifier(clock, by)
        .verify(
            received.id(),
            received.timestamp(),
            received.signatures(),
            received.body().getBytes(UTF_8));
  }

  private static String secretOf(WebhookChange change) {
    return ((WebhookChange.WithSecret) change).secret().text();
  }

  private int countOfDeliveries() {
    return countOf("true");
  }

  private int countOf(String condition) {
    return database
        .jdbc()
        .sql("SELECT count(*) FROM webhook_delivery WHERE " + condition)
        .query(Integer.class)
        .single();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
