package org.iguazu.server.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.iguazu.api.problem.ProblemCode.CONFLICT;
import static org.iguazu.api.problem.ProblemCode.FORBIDDEN;
import static org.iguazu.api.problem.ProblemCode.INVALID_REQUEST;
import static org.iguazu.api.problem.ProblemCode.NOT_FOUND;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.delivery.DeliveryState;
import org.iguazu.api.delivery.WebhookDelivery;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.key.Scope;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.api.webhook.Webhook;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.api.webhook.WebhookRegistration;
import org.iguazu.api.webhook.WebhookVerifier;
import org.iguazu.server.test.Answer;
import org.iguazu.server.test.Calls;
import org.iguazu.server.test.RunningServer;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks over HTTP, with a server that sends by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookIT {

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private HttpServer receiver;
  private RunningServer server;
  private Calls calls;
  private IguazuClient client;

  private record Heard(String path, String id, String timestamp, String signatures, String body) {}

  @BeforeAll
  void start() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          heard.add(
              new Heard(
                  exchange.getRequestURI().getPath(),
                  headers.getFirst("webhook-id"),
                  headers.getFirst("webhook-timestamp"),
                  headers.getFirst("webhook-signature"),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    server =
        RunningServer.start(
            TestDatabase.create(),
            Map.of(
                "iguazu.webhooks.allow-private-addresses", "true",
                "iguazu.webhooks.allow-http", "true"));
    calls = server.calls();
    client = IguazuClient.connect(server.url(), RunningServer.ADMIN_KEY);
    calls.register("told");
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
    receiver.stop(0);
  }

  @Test
  void anEndIsToldWithoutDelayAndCanBeSentAgain() throws Exception {
    WebhookRegistration registered = client.webhooks().put("told", url("told"));
    InvocationId id =
        client.invoke(InvocationRequest.of("told").webhook(new WebhookName("told")).build());
    assertThat(client.get(id).webhook()).isEqualTo(new WebhookName("told"));
    assertThat(client.webhooks().deliveries(id)).isEmpty();

    client.cancel(id);

    await().atMost(Duration.ofSeconds(10)).until(() -> !heardAt("told").isEmpty());
    Heard message = heardAt("told").getFirst();
    new WebhookVerifier(Objects.requireNonNull(registered.secret()))
        .verify(
            message.id(),
            message.timestamp(),
            message.signatures(),
            message.body().getBytes(UTF_8));
    assertThat(message.body()).contains("invocation.cancelled", id.toString());
    await().until(() -> only(id).state() == DeliveryState.DELIVERED);

    client.webhooks().redeliver(id, only(id).id());
    await().until(() -> heardAt("told").size() == 2);
    assertThat(heardAt("told")).extracting(Heard::id).containsOnly(only(id).messageId());
  }

  @Test
  void theSecretIsToldOnceAndNowhereElse() {
    Answer made = calls.put("/api/webhooks/secretive", body(url("x")));
    Answer again = calls.put("/api/webhooks/secretive", body(url("y")));
    String secret = made.json().get("secret").asString();

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/webhooks/secretive");
    assertThat(secret).startsWith("whsec_");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).doesNotContain("whsec_").contains("/y");
    assertThat(calls.get("/api/webhooks").body()).doesNotContain("whsec_").contains("secretive");
    assertThat(calls.get("/api/webhooks/secretive").as(Webhook.class).owner())
        .isEqualTo("bootstrap");
  }

  @Test
  void aSecretIsRotatedWithAnOverlap() {
    WebhookRegistration first = client.webhooks().put("rotated", url("rotated"));
    WebhookRegistration second = client.webhooks().rotate("rotated", Duration.ofHours(1));

    assertThat(second.secret()).startsWith("whsec_").isNotEqualTo(first.secret());
    assertThat(second.webhook().oldSecretUntil()).isNotNull();
    calls.post("/api/webhooks/rotated/rotate", "{}").problem(CONFLICT);
    assertThat(calls.post("/api/webhooks/rotated/rotate", "{\"overlap\":\"PT0S\"}").status())
        .isEqualTo(200);
    calls.post("/api/webhooks/rotated/rotate", "{\"overlap\":\"P8D\"}").problem(INVALID_REQUEST);
  }

  @Test
  void anotherKeyMayNotTouchIt() {
    client.webhooks().put("owned", url("owned"));
    Calls stranger = calls.with(client.keys().create("other", Set.of(Scope.REGISTER)).secret());

    stranger.put("/api/webhooks/owned", body(url("evil"))).problem(FORBIDDEN);
    stranger.post("/api/webhooks/owned/rotate", "{}").problem(FORBIDDEN);
    stranger.delete("/api/webhooks/owned").problem(FORBIDDEN);
    assertThat(client.webhooks().get("owned").url()).isEqualTo(url("owned"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "ftp://example.org/",
        "https://",
        "https://user:secret@example.org/",
        "https://example.org/#there",
        "https://169.254.169.254/latest/",
        "https://[fd00:ec2::254]/",
        "https://0.0.0.0/",
        "https://exa mple.org/"
      })
  void anAddressThatCannotBeIsRefusedWhenItIsRegistered(String url) {
    Answer answer = calls.put("/api/webhooks/refused", body(url));

    assertThat(answer.problem(INVALID_REQUEST).errors().getFirst().pointer()).isEqualTo("/url");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    calls.get("/api/webhooks/nobody").problem(NOT_FOUND);
    calls.delete("/api/webhooks/nobody").problem(NOT_FOUND);
    calls.post("/api/webhooks/nobody/rotate", "{}").problem(NOT_FOUND);
    calls.get("/api/webhooks/7").problem(INVALID_REQUEST);
    var nothing = UUID.randomUUID();
    calls.get("/api/invocations/%s/deliveries".formatted(nothing)).problem(NOT_FOUND);
    calls
        .post("/api/invocations/%s/deliveries/%s/redeliver".formatted(nothing, nothing), "")
        .problem(NOT_FOUND);
  }

  @Test
  void nobodyIsInvokedOrScheduledForAWebhookThatIsNotThere() {
    Answer invoked = calls.post("/api/invocations", "{\"job\":\"told\",\"webhook\":\"not-there\"}");
    Answer scheduled =
        calls.put(
            "/api/schedules/s",
            "{\"name\":\"s\",\"job\":\"told\",\"cron\":\"0 3 * * *\",\"webhook\":\"not-there\"}");

    assertThat(invoked.problem(INVALID_REQUEST).errors().getFirst().pointer())
        .isEqualTo("/webhook");
    assertThat(scheduled.problem(INVALID_REQUEST).errors().getFirst().pointer())
        .isEqualTo("/webhook");
  }

  @Test
  void whatAScheduleInvokesIsToldToItsWebhook() {
    client.webhooks().put("nightly", url("nightly"));
    client
        .schedules()
        .put(
            ScheduleDefinition.named("nightly", "told", "0 3 * * *")
                .webhook(new WebhookName("nightly"))
                .build());

    InvocationId id = client.schedules().runNow("nightly").id();
    client.cancel(id);

    await().atMost(Duration.ofSeconds(10)).until(() -> !heardAt("nightly").isEmpty());
  }

  @Test
  void aDeletedWebhookIsGone() {
    client.webhooks().put("short-lived", url("short-lived"));
    client.webhooks().delete("short-lived");

    calls.get("/api/webhooks/short-lived").problem(NOT_FOUND);
    calls
        .post("/api/invocations", "{\"job\":\"told\",\"webhook\":\"short-lived\"}")
        .problem(INVALID_REQUEST);
  }

  private WebhookDelivery only(InvocationId id) {
    List<WebhookDelivery> all = client.webhooks().deliveries(id).toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private List<Heard> heardAt(String path) {
    return heard.stream().filter(it -> it.path().equals("/" + path)).toList();
  }

  private String url(String path) {
    return "http://127.0.0.1:%d/%s".formatted(receiver.getAddress().getPort(), path);
  }

  private static String body(String url) {
    return "{\"url\":\"%s\"}".formatted(url);
  }
}
