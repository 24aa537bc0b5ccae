package org.iguazu.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationQuery;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.key.Scope;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IguazuClientTest {

  private static final InvocationId ID = InvocationId.parse("019f0000-0000-7000-8000-000000000001");

  private final ScriptedServer server = new ScriptedServer();
  private final IguazuClient iguazu = clientOf(server.uri(), Duration.ofSeconds(20));

  @AfterEach
  void close() {
    iguazu.close();
    server.close();
  }

  @Test
  void invokesAJobAndReturnsItsInvocationId() {
    server.thenJson(201, invocation(ID, "QUEUED"));

    InvocationId id = iguazu.invoke("export", Map.of("quiz", "week-3"));

    assertThat(id).isEqualTo(ID);
    var request = server.requests().get(0);
    assertThat(request.method() + " " + request.target()).isEqualTo("POST /api/invocations");
    assertThat(request.body())
        .isEqualTo("{\"job\":\"export\",\"parameters\":{\"quiz\":\"week-3\"},\"priority\":0}");
    assertThat(request.header("Authorization")).isEqualTo("Bearer igz_test");
    assertThat(request.header("User-agent")).isEqualTo("a-test");
    assertThat(request.header("Content-type")).isEqualTo("application/json");
  }

  @Test
  void aLostAnswerIsAskedForAgainWithTheSameIdempotencyKeyAndTheSameBytes() {
    server.thenHangUp().thenHangUp().thenJson(201, invocation(ID, "QUEUED"));

    iguazu.invoke("export", Map.of("quiz", 3));

    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests()).extracting(r -> r.header("Idempotency-key")).doesNotContainNull();
    assertThat(server.requests().stream().map(r -> r.header("Idempotency-key")).distinct())
        .hasSize(1);
    assertThat(server.requests().stream().map(ScriptedServer.Request::body).distinct()).hasSize(1);
  }

  @Test
  void aScheduleIsRunOnceAlsoIfTheAnswerIsLost() {
    server.thenHangUp().thenJson(201, invocation(ID, "QUEUED"));

    iguazu.schedules().runNow("nightly");

    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(0).header("Idempotency-key")).isNotBlank();
    assertThat(server.requests().get(1).header("Idempotency-key"))
        .isEqualTo(server.requests().get(0).header("Idempotency-key"));
  }

  @Test
  void everyCallHasAnIdempotencyKeyOfItsOwn() {
    server.thenJson(201, invocation(ID, "QUEUED")).thenJson(201, invocation(ID, "QUEUED"));

    iguazu.invoke("export");
    iguazu.invoke("export");

    assertThat(server.requests().get(0).header("Idempotency-key"))
        .isNotEqualTo(server.requests().get(1).header("Idempotency-key"));
  }

  @Test
  void aCallerMayBringItsOwnIdempotencyKey() {
    server.thenJson(201, invocation(ID, "QUEUED"));

    iguazu.invoke(InvocationRequest.of("export").build(), "order-4711");

    assertThat(server.requests().get(0).header("Idempotency-key")).isEqualTo("order-4711");
  }

  @Test
  void aServerThatCannotAnswerNowIsAskedAgain() {
    server
        .thenProblem(500, "internal")
        .thenProblem(503, "unavailable")
        .then(exchange -> ScriptedServer.send(exchange, 502, "text/html", "<h1>Bad Gateway</h1>"))
        .thenJson(201, invocation(ID, "QUEUED"));

    assertThat(iguazu.invoke("export")).isEqualTo(ID);
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void aServerThatWantsToBeLeftAloneIsLeftAloneForSoLong() {
    server
        .then(exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          ScriptedServer.send(exchange, 429, "text/plain", "slow down");
        })
        .thenJson(200, invocation(ID, "RUNNING"));
    long begun = System.nanoTime();

    iguazu.get(ID);

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aRefusalIsThrownAtOnceWithItsProblem() {
    server.thenProblem(409, "conflict");

    var thrown = catchThrowableOfType(ProblemException.class, () -> iguazu.cancel(ID));

    assertThat(thrown.problem().code()).isEqualTo(ProblemCode.CONFLICT);
    assertThat(thrown.problem().errors()).isEmpty();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anErrorThatIsNotOursSaysTheStatusAndTheStartOfTheBody() {
    server.then(exchange ->
        ScriptedServer.send(exchange, 404, "text/html", "<h1>nginx</h1>" + "x".repeat(5000)));

    var thrown = catchThrowableOfType(ProblemException.class, () -> iguazu.get(ID));

    assertThat(thrown.problem().status()).isEqualTo(404);
    assertThat(thrown).hasMessageContaining("HTTP 404").hasMessageContaining("<h1>nginx</h1>xxx");
    assertThat(thrown.getMessage()).hasSizeLessThan(600);
  }

  @Test
  void aSuccessThatIsNotOursIsAProblemToo() {
    server.then(exchange -> ScriptedServer.send(exchange, 200, "text/html", "<h1>Log in</h1>"));

    assertThatThrownBy(() -> iguazu.get(ID))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is it the address of an Iguazú?");
  }

  @Test
  void givesUpWhenTheTimeForRetriesIsOver() {
    server.thenHangUp().thenHangUp().thenHangUp();

    try (var impatient = clientOf(server.uri(), Duration.ZERO)) {
      assertThatThrownBy(() -> impatient.invoke("export"))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("after 1 attempt:");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws IOException {
    int freePort;
    try (var socket = new ServerSocket(0)) {
      freePort = socket.getLocalPort();
    }

    try (var client = clientOf(URI.create("http://127.0.0.1:" + freePort), Duration.ZERO)) {
      assertThatThrownBy(() -> client.get(ID))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("127.0.0.1:" + freePort);
    }
  }

  @Test
  void whatWouldActTwiceIsNotRepeatedWhenTheAnswerIsLost() {
    server.thenHangUp();

    assertThatThrownBy(() -> iguazu.keys().create("ci", Set.of(Scope.INVOKE)))
        .isInstanceOf(UnreachableException.class);

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void whatAnEarlierAttemptHasDeletedIsDeleted() {
    server.thenHangUp().thenProblem(404, "not-found").thenProblem(404, "not-found");

    iguazu.schedules().delete("nightly");

    assertThatThrownBy(() -> iguazu.schedules().delete("nightly"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void awaitAsksUntilTheInvocationHasFinished() {
    server.thenJson(200, invocation(ID, "RUNNING")).thenJson(200, invocation(ID, "FINISHED"));

    Invocation ended = iguazu.await(ID, Duration.ofMinutes(5));

    assertThat(ended.status()).isEqualTo(InvocationStatus.FINISHED);
    assertThat(server.targets())
        .containsOnly("GET /api/invocations/" + ID + "?wait=PT30S")
        .hasSize(2);
  }

  @Test
  void awaitReturnsAnUnfinishedInvocationWhenTheTimeIsOver() {
    server.thenJson(200, invocation(ID, "RUNNING"));

    assertThat(iguazu.await(ID, Duration.ZERO).status()).isEqualTo(InvocationStatus.RUNNING);
    assertThat(server.targets()).containsExactly("GET /api/invocations/" + ID);
  }

  @Test
  void aListIsFetchedPageByPageAsItIsRead() {
    var older = InvocationId.parse("019e0000-0000-7000-8000-000000000001");
    server
        .thenJson(200, "{\"items\":[%s],\"next\":\"%s\"}".formatted(invocation(ID, "QUEUED"), ID))
        .thenJson(200, "{\"items\":[%s]}".formatted(invocation(older, "FINISHED")));
    var query =
        new InvocationQuery(null, null, null, null, Map.of("course", "a b&c"), null, null, null, 1);

    assertThat(iguazu.stream(query)).extracting(Invocation::id).containsExactly(ID, older);
    assertThat(server.targets())
        .containsExactly(
            "GET /api/invocations?limit=1&label=course%3Aa%20b%26c",
            "GET /api/invocations?before=" + ID + "&limit=1&label=course%3Aa%20b%26c");
  }

  @Test
  void aFollowedLogIsTakenUpWhereTheConnectionBroke() {
    server
        .thenEvents(line("one") + line("two") + "event: line\ndata: {\"at\":\"2026-")
        .thenEvents(
            line("one")
                + line("two")
                + ": still there\n\n"
                + line("three")
                + "event: end\ndata: {}\n\n");
    List<String> read = new ArrayList<>();

    iguazu.followLog(ID, logLine -> read.add(logLine.text()));

    assertThat(read).containsExactly("one", "two", "three");
  }

  @Test
  void aFollowedLogWithIdsIsAskedForAfterTheLastOne() {
    server
        .thenProblem(503, "unavailable")
        .thenEvents("id: t1\n" + line("one"))
        .thenEvents("id: t2\n" + line("two") + "event: end\ndata: {}\n\n");
    List<String> read = new ArrayList<>();

    iguazu.followLog(ID, logLine -> read.add(logLine.text()));

    assertThat(read).containsExactly("one", "two");
    assertThat(server.targets().get(2)).isEqualTo("GET /api/invocations/" + ID + "/log?after=t1");
  }

  @Test
  void theLogOfWhatIsUnknownIsAProblem() {
    server.thenProblem(404, "not-found");

    assertThatThrownBy(() -> iguazu.followLog(ID, line -> {})).isInstanceOf(ProblemException.class);
  }

  @Test
  void aHistoryIsFollowedFromWhereItBrokeOff() {
    server
        .thenEvents("id: 1\nevent: change\ndata: " + change(1, "submitted") + "\n\n")
        .thenHangUp()
        .thenEvents(
            "id: 2\nevent: change\ndata: "
                + change(2, "claimed")
                + "\n\nevent: later\ndata: {}\n\nevent: end\ndata: {}\n\n");

    var kinds = new ArrayList<String>();
    iguazu.followEvents(ID, event -> kinds.add(event.kind()));

    assertThat(kinds).containsExactly("submitted", "claimed");
    assertThat(server.requests())
        .extracting(it -> it.header("Last-event-id"))
        .containsExactly(null, "1", "1");
  }

  private static String change(int sequence, String kind) {
    return "{\"sequence\":%d,\"at\":\"2026-11-24T12:00:00Z\",\"kind\":\"%s\",\"details\":{}}"
        .formatted(sequence, kind);
  }

  @Test
  void theWholeLogIsReadByItsTokens() {
    server
        .thenJson(
            200,
            "{\"items\":[{\"at\":\"2026-11-24T12:00:00Z\",\"text\":\"one\"}],\"next\":\"f/1\"}")
        .thenJson(200, "{\"items\":[],\"next\":\"f/1\"}");

    assertThat(iguazu.log(ID)).extracting(LogLine::text).containsExactly("one");
    assertThat(server.targets().get(1)).endsWith("/log?after=f%2F1");
  }

  @Test
  void registersAJobUnderItsName() {
    var definition = JobDefinition.named("export").image("a.jar").cpu(128).memory(64).build();
    server.thenJson(
        201,
        """
        {"revision":1,"definition":{"name":"export","image":"a.jar","cpu":128,"memory":64},
         "registeredAt":"2026-11-24T12:00:00Z","registeredBy":"dev","current":true}
        """);

    var revision = iguazu.jobs().register(definition);

    assertThat(revision.definition()).isEqualTo(definition);
    assertThat(server.targets()).containsExactly("PUT /api/jobs/export");
  }

  @Test
  void whatANewerServerSaysMoreIsIgnored() {
    server.thenJson(
        200, invocation(ID, "RUNNING").replaceFirst("\\{", "{\"novelty\":{\"a\":[1]},"));

    assertThat(iguazu.get(ID).id()).isEqualTo(ID);
  }

  @Test
  void closingEndsThePauseBetweenTwoAttempts() throws InterruptedException {
    var asked = new CountDownLatch(1);
    server.then(exchange -> {
      exchange.getResponseHeaders().set("Retry-After", "15");
      ScriptedServer.send(exchange, 503, "text/plain", "");
      asked.countDown();
    });
    var failure = new ArrayList<Throwable>();
    var caller = new Thread(() -> iguazu.get(ID));
    caller.setUncaughtExceptionHandler((thread, thrown) -> failure.add(thrown));
    caller.start();
    asked.await();

    iguazu.close();
    caller.join(Duration.ofSeconds(10).toMillis());

    assertThat(failure).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anAddressWithoutAHostIsRefused() {
    assertThatThrownBy(() -> IguazuClient.connect(URI.create("localhost:8080"), "k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://127.0.0.1:8080");
  }

  private static IguazuClient clientOf(URI uri, Duration retryFor) {
    return IguazuClient.builder(uri)
        .apiKey("igz_test")
        .userAgent("a-test")
        .retries(new RetryPolicy(retryFor, Duration.ofMillis(1), Duration.ofMillis(5)))
        .build();
  }

  private static String line(String text) {
    return "event: line\ndata: {\"at\":\"%s\",\"text\":\"%s\"}\n\n".formatted(Instant.EPOCH, text);
  }

  private static String invocation(InvocationId id, String status) {
    return """
    {"id":"%s","job":"export","revision":1,"status":"%s","priority":0,"dispatch":0,"createdBy":"dev",
     "createdAt":"2026-11-24T12:00:00Z","dueAt":"2026-11-24T12:00:00Z","startBy":"2026-11-24T13:00:00Z"}
    """
        .formatted(id, status);
  }
}
