package org.iguazu.server.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.api.problem.ProblemCode.IDEMPOTENCY_KEY_REUSED;
import static org.iguazu.api.problem.ProblemCode.INVALID_PARAMETERS;
import static org.iguazu.api.problem.ProblemCode.INVALID_REQUEST;
import static org.iguazu.api.problem.ProblemCode.NOT_FOUND;
import static org.iguazu.api.problem.ProblemCode.TOO_LARGE;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.iguazu.api.invocation.BatchAnswer;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationBatch;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.problem.FieldError;
import org.iguazu.server.test.Answer;
import org.iguazu.server.test.Calls;
import org.iguazu.server.test.ServerExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ServerExtension.class)
class InvokeIT {

  private static final int KIB = 1024;

  private final Calls calls;

  InvokeIT(Calls calls) {
    this.calls = calls;
  }

  @BeforeEach
  void registerJobs() {
    calls.register("export");
    calls.put(
        "/api/jobs/strict",
        """
        {"name":"strict","image":"i","cpu":256,"memory":256,
         "parameterSchema":{"type":"object","required":["quiz"],
           "properties":{"quiz":{"type":"string"},"week":{"type":"integer"}}}}
        """);
  }

  @Test
  void anInvocationIsAcceptedAndFoundWhereItsLocationSays() {
    Answer answer =
        calls.post(
            "/api/invocations",
            """
            {"job":"export","parameters":{"quiz":"week-3"},"priority":7,"labels":{"team":"data"}}
            """);

    assertThat(answer.status()).isEqualTo(201);
    Invocation invocation = answer.as(Invocation.class);
    assertThat(invocation.status()).isEqualTo(InvocationStatus.QUEUED);
    assertThat(invocation.priority()).isEqualTo(7);
    assertThat(invocation.createdBy()).isEqualTo("bootstrap");
    assertThat(calls.get(answer.header("Location")).as(Invocation.class)).isEqualTo(invocation);
  }

  @Test
  void answersComeWithTheirLength() {
    Answer answer =
        calls.post(
            "/api/invocations",
            """
            {"job":"export","labels":{"team":"données"}}
            """);

    assertThat(answer.header("Content-Length"))
        .isEqualTo(String.valueOf(answer.body().getBytes(UTF_8).length));
  }

  @Test
  void aConcurrencyKeyIsGivenOrTakenFromTheParametersOfAJobThatHasOne() {
    calls.put(
        "/api/jobs/courses",
        """
        {"name":"courses","image":"i","cpu":256,"memory":256,"maxConcurrent":5,
         "concurrencyKey":{"pointer":"/courseId"}}
        """);

    Invocation taken =
        calls
            .post(
                "/api/invocations",
                """
                {"job":"courses","parameters":{"courseId":7}}
                """)
            .as(Invocation.class);
    Invocation given =
        calls
            .post(
                "/api/invocations",
                """
                {"job":"courses","concurrencyKey":"all"}
                """)
            .as(Invocation.class);

    assertThat(taken.concurrencyKey()).isEqualTo("7");
    assertThat(given.concurrencyKey()).isEqualTo("all");
    calls.post("/api/invocations", "{\"job\":\"courses\"}").problem(INVALID_PARAMETERS);
    calls
        .post("/api/invocations", "{\"job\":\"export\",\"concurrencyKey\":\"all\"}")
        .problem(INVALID_REQUEST);
  }

  @Test
  void whileOneWithItsUniqueKeyIsPendingARequestIsAnsweredWithThatOne() {
    String request =
        """
        {"job":"export","unique":{"key":"week-3"}}
        """;
    Answer first = calls.post("/api/invocations", request);

    Answer second = calls.post("/api/invocations", request);

    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(second.as(Invocation.class).uniqueKey()).isEqualTo("week-3");
  }

  @Test
  void aUniqueKeyMustBeThereAndItsPolicyKnown() {
    calls.post("/api/invocations", "{\"job\":\"export\",\"unique\":{}}").problem(INVALID_REQUEST);
    calls
        .post(
            "/api/invocations",
            "{\"job\":\"export\",\"unique\":{\"key\":\"a\",\"policy\":\"SKIP\"}}")
        .problem(INVALID_REQUEST);
  }

  @Test
  void aDueTimeIsKept() {
    Answer answer =
        calls.post(
            "/api/invocations",
            "{\"job\":\"export\",\"dueAt\":\"2029-01-01T00:00:00Z\",\"startWithin\":\"PT5M\"}");

    assertThat(answer.json().get("dueAt").asString()).isEqualTo("2029-01-01T00:00:00Z");
    assertThat(answer.json().get("startBy").asString()).isEqualTo("2029-01-01T00:05:00Z");
  }

  @Test
  void theSameKeyAndRequestAreTheSameInvocation() {
    String key = UUID.randomUUID().toString();

    Answer first = invoke("{\"job\":\"export\"}", key);
    Answer again = invoke("{\"job\":\"export\"}", key);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.as(Invocation.class)).isEqualTo(first.as(Invocation.class));
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void theSameKeyWithAnotherRequestIsRefused() {
    String key = UUID.randomUUID().toString();
    invoke("{\"job\":\"export\"}", key);

    invoke("{\"job\":\"export\",\"priority\":1}", key).problem(IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void fiftyEqualPostsAtOnceAreOneInvocation() throws InterruptedException {
    String key = UUID.randomUUID().toString();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Answer> post = () -> invoke("{\"job\":\"export\"}", key);

      List<Answer> answers =
          callers.invokeAll(Collections.nCopies(50, post)).stream().map(InvokeIT::result).toList();

      assertThat(answers).allSatisfy(it -> assertThat(it.status()).isEqualTo(201));
      assertThat(
              answers.stream()
                  .map(it -> it.json().get("id").asString())
                  .collect(Collectors.toSet()))
          .hasSize(1);
      assertThat(answers.stream().filter(it -> it.header("Idempotent-Replayed").isEmpty()))
          .hasSize(1);
    }
  }

  @Test
  void keysOfTheSameNameDoNotShareTheirIdempotencyKeys() {
    Answer first =
        calls
            .with(calls.newKey("INVOKE"))
            .post("/api/invocations", "{\"job\":\"export\"}", "Idempotency-Key", "shared");
    Answer second =
        calls
            .with(calls.newKey("INVOKE"))
            .post("/api/invocations", "{\"job\":\"export\"}", "Idempotency-Key", "shared");

    assertThat(second.header("Idempotent-Replayed")).isEmpty();
    assertThat(second.header("Location")).isNotEqualTo(first.header("Location"));
  }

  @Test
  void anIdempotencyKeyMustBeVisibleAscii() {
    invoke("{\"job\":\"export\"}", "a b").problem(INVALID_REQUEST);
    invoke("{\"job\":\"export\"}", "x".repeat(201)).problem(INVALID_REQUEST);
    assertThat(invoke("{\"job\":\"export\"}", "x".repeat(200)).status()).isEqualTo(201);
  }

  @Test
  void anUnknownJobNamesTheOneThatWasMeant() {
    Answer answer = calls.post("/api/invocations", "{\"job\":\"Exprt\"}");

    assertThat(answer.problem(NOT_FOUND).detail()).contains("did you mean 'export'?");
  }

  @Test
  void parametersMustFitTheJobsSchema() {
    Answer answer =
        calls.post("/api/invocations", "{\"job\":\"strict\",\"parameters\":{\"week\":\"three\"}}");

    assertThat(answer.problem(INVALID_PARAMETERS).errors())
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder("/parameters/quiz", "/parameters/week");
  }

  @Test
  void parametersOf256KibAreTheLargest() {
    String around = "{\"text\":\"\"}";
    String largest = "x".repeat(256 * KIB - around.length());

    Answer fits = calls.post("/api/invocations", withText(largest));
    Answer tooLarge = calls.post("/api/invocations", withText(largest + "x"));

    assertThat(fits.status()).isEqualTo(201);
    assertThat(tooLarge.problem(TOO_LARGE).errors().getFirst().pointer()).isEqualTo("/parameters");
  }

  @Test
  void aBodyOver300KibIsRefusedWhetherItTellsItsLengthOrNot() {
    String body = withText("x".repeat(301 * KIB));
    var chunked =
        calls
            .request("/api/invocations", "Content-Type", "application/json")
            .POST(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8))));

    assertThat(calls.post("/api/invocations", body).problem(TOO_LARGE).errors())
        .containsExactly(theBody("307,200"));
    assertThat(calls.send(chunked).problem(TOO_LARGE).errors()).containsExactly(theBody("307,200"));
  }

  private static FieldError theBody(String limit) {
    return new FieldError(
        "", "has over " + limit + " bytes, the most a body of this call may have");
  }

  @Test
  void eachRequestOfABatchIsAnsweredForItself() {
    Answer answer =
        calls.post(
            "/api/invocations/batch",
            """
            {"requests":[
              {"job":"export"},
              {"job":"nowhere"},
              {"job":"strict","parameters":{}},
              {"job":"strict","parameters":{"quiz":"q"}}]}
            """);

    List<BatchAnswer> answers = answer.as(InvocationBatch.Answers.class).answers();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answers).hasSize(4);
    assertThat(answers.get(0).invocation()).isNotNull();
    assertThat(answers.get(1).problem()).extracting(it -> it.code()).isEqualTo(NOT_FOUND);
    assertThat(answers.get(2).problem()).extracting(it -> it.code()).isEqualTo(INVALID_PARAMETERS);
    assertThat(answers.get(3).problem()).isNull();
  }

  @Test
  void aBatchIsReplayedAsAWhole() {
    String body = "{\"requests\":[{\"job\":\"export\"},{\"job\":\"export\"}]}";
    String key = UUID.randomUUID().toString();

    Answer first = calls.post("/api/invocations/batch", body, "Idempotency-Key", key);
    Answer again = calls.post("/api/invocations/batch", body, "Idempotency-Key", key);

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(first.json().at("/answers/0")).isNotEqualTo(first.json().at("/answers/1"));
  }

  @Test
  void aBatchTakesAThousandRequestsAndNoMore() {
    assertThat(calls.post("/api/invocations/batch", batchOf(1_000)).status()).isEqualTo(200);
    calls.post("/api/invocations/batch", batchOf(1_001)).problem(INVALID_REQUEST);
    calls.post("/api/invocations/batch", batchOf(0)).problem(INVALID_REQUEST);
  }

  @Test
  void aBatchMayBeLargerThanASingleRequestButNotOver8Mib() {
    String one = withText("x".repeat(250 * KIB));
    String large = "{\"requests\":[%s,%s]}".formatted(one, one);
    String tooLarge =
        IntStream.range(0, 34)
            .mapToObj(_ -> one)
            .collect(Collectors.joining(",", "{\"requests\":[", "]}"));

    assertThat(calls.post("/api/invocations/batch", large).status()).isEqualTo(200);
    assertThat(calls.post("/api/invocations/batch", tooLarge).problem(TOO_LARGE).errors())
        .containsExactly(theBody("8,388,608"));
  }

  private Answer invoke(String body, String key) {
    return calls.post("/api/invocations", body, "Idempotency-Key", key);
  }

  private static String withText(String text) {
    return "{\"job\":\"export\",\"parameters\":{\"text\":\"%s\"}}".formatted(text);
  }

  private static String batchOf(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> "{\"job\":\"export\"}")
        .collect(Collectors.joining(",", "{\"requests\":[", "]}"));
  }

  private static Answer result(Future<Answer> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
