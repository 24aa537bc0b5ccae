package org.iguazu.server.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.iguazu.api.problem.ProblemCode.CONFLICT;
import static org.iguazu.api.problem.ProblemCode.INVALID_REQUEST;
import static org.iguazu.api.problem.ProblemCode.NOT_FOUND;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.server.test.Answer;
import org.iguazu.server.test.Calls;
import org.iguazu.server.test.Dispatches;
import org.iguazu.server.test.Dispatches.Dispatched;
import org.iguazu.server.test.RunningServer;
import org.iguazu.server.test.ServerExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ServerExtension.class)
class InvocationIT {

  private static final String NOBODY = "/api/invocations/01a20cd0-55d5-71f4-a561-f14944fef493";

  private final Calls calls;
  private final Dispatches dispatches;

  InvocationIT(RunningServer server, Calls calls) {
    this.calls = calls;
    this.dispatches = new Dispatches(server);
  }

  @BeforeEach
  void registerJob() {
    calls.register("looked-up");
  }

  @Test
  void anUnknownInvocationIsNotFound() {
    calls.get(NOBODY).problem(NOT_FOUND);
    calls.get(NOBODY + "?wait=30s").problem(NOT_FOUND);
    calls.get(NOBODY + "/events").problem(NOT_FOUND);
    calls.get(NOBODY + "/log").problem(NOT_FOUND);
    calls.post(NOBODY + "/cancel", "").problem(NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30s", "PT30S", "30000ms", "1m"})
  void aWaitIsAnsweredAsSoonAsTheInvocationHasFinished(String wait) throws Exception {
    Dispatched dispatched = dispatches.running("looked-up");
    var answer =
        CompletableFuture.supplyAsync(
            () -> calls.get("/api/invocations/" + dispatched.invocation() + "?wait=" + wait));

    stillWaits(answer);
    dispatched.container().post("/api/dispatch/succeeded", "{\"result\":{\"rows\":3}}");

    Invocation invocation = answer.get(2, TimeUnit.SECONDS).as(Invocation.class);
    assertThat(invocation.status()).isEqualTo(InvocationStatus.FINISHED);
    assertThat(invocation.outcome()).extracting(it -> it.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(invocation.result()).hasToString("{\"rows\":3}");
  }

  @Test
  void aWaitEndsWithItsTime() {
    String id = calls.invoke("looked-up");

    Answer answer = calls.get("/api/invocations/" + id + "?wait=100ms");

    assertThat(answer.as(Invocation.class).status()).isEqualTo(InvocationStatus.QUEUED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"61s", "-1s", "PT2M", "soon", "30"})
  void aWaitMustBeADurationOfUpToAMinute(String wait) {
    Answer answer = calls.get(NOBODY + "?wait=" + wait);

    assertThat(answer.problem(INVALID_REQUEST).errors().getFirst().message()).contains("'wait'");
  }

  @Test
  void aThousandWaitsLeaveRoomForOtherCalls() {
    Dispatched dispatched = dispatches.running("looked-up");
    List<CompletableFuture<Answer>> waits =
        IntStream.range(0, 1_000)
            .mapToObj(_ -> {
              var answer = new CompletableFuture<Answer>();
              Thread.startVirtualThread(() ->
                  answer.complete(
                      calls.get("/api/invocations/" + dispatched.invocation() + "?wait=60s")));
              return answer;
            })
            .toList();

    assertThat(calls.get("/api/jobs").status()).isEqualTo(200);
    dispatched.container().post("/api/dispatch/succeeded", "{}");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> waits.stream().allMatch(CompletableFuture::isDone));
    assertThat(waits)
        .allSatisfy(it -> assertThat(it.join().body()).contains("\"status\":\"FINISHED\""));
  }

  @Test
  void invocationsAreFoundByWhatIsAskedFor() {
    calls.register("found");
    String plain = calls.invoke("found");
    String labelled = invoke("{\"job\":\"found\",\"labels\":{\"team\":\"a,b\",\"env\":\"x:y\"}}");
    dispatches.running("found").container().post("/api/dispatch/succeeded", "{}");

    assertThat(ids("job=found&status=QUEUED")).containsExactly(labelled, plain);
    assertThat(ids("job=found&label=team:a,b&label=env:x:y")).containsExactly(labelled);
    assertThat(ids("job=found&label=team:a,b")).containsExactly(labelled);
    assertThat(ids("job=found&label=team:a,b&label=env:other")).isEmpty();
    assertThat(ids("job=found&label=team:a")).isEmpty();
    assertThat(ids("job=found&outcome=SUCCEEDED")).hasSize(1);
    assertThat(ids("job=found&from=2001-01-01T00:00:00Z&to=2999-01-01T00:00:00Z")).hasSize(3);
    assertThat(ids("job=found&to=2001-01-01T00:00:00Z")).isEmpty();
    assertThat(ids("job=found&schedule=nightly")).isEmpty();
  }

  @Test
  void listsComeInPagesWithoutParameters() {
    calls.register("paged");
    String first = invoke("{\"job\":\"paged\",\"parameters\":{\"a\":1}}");
    String second = calls.invoke("paged");
    String third = calls.invoke("paged");

    Answer page = calls.get("/api/invocations?job=paged&limit=2");
    String next = page.json().get("next").asString();

    assertThat(idsOf(page)).containsExactly(third, second);
    assertThat(ids("job=paged&limit=2&before=" + next)).containsExactly(first);
    assertThat(page.body()).doesNotContain("parameters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=501",
        "limit=many",
        "status=DONE",
        "outcome=OK",
        "label=team",
        "label=:x",
        "label=a:1&label=a:2",
        "from=yesterday",
        "before=7",
        "job=a%20b",
        "statuss=QUEUED"
      })
  void aWrongQueryIsRefusedByItsName(String query) {
    Answer answer = calls.get("/api/invocations?" + query);

    String name = query.substring(0, query.indexOf('='));
    assertThat(answer.problem(INVALID_REQUEST).errors().getFirst().message())
        .contains("query parameter '" + name + "'");
  }

  @Test
  void theHistoryIsTold() {
    Dispatched dispatched = dispatches.running("looked-up");

    Answer answer = calls.get("/api/invocations/" + dispatched.invocation() + "/events");

    assertThat(answer.json().get("items").valueStream().map(it -> it.get("kind").asString()))
        .containsExactly("submitted", "claimed", "started");
  }

  @Test
  void aQueuedInvocationIsCancelledAtOnceAndAgain() {
    String id = calls.invoke("looked-up");

    Answer answer = calls.post("/api/invocations/" + id + "/cancel", "");
    Answer again = calls.post("/api/invocations/" + id + "/cancel", "");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.as(Invocation.class).outcome())
        .extracting(it -> it.kind())
        .isEqualTo(OutcomeKind.CANCELLED);
    assertThat(again.status()).isEqualTo(202);
  }

  @Test
  void aRunningInvocationIsAskedToEnd() {
    Dispatched dispatched = dispatches.running("looked-up");

    Answer answer = calls.post("/api/invocations/" + dispatched.invocation() + "/cancel", "");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.as(Invocation.class).status()).isEqualTo(InvocationStatus.RUNNING);
    assertThat(answer.as(Invocation.class).cancelRequestedAt()).isNotNull();
  }

  @Test
  void whatHasFinishedCannotBeCancelled() {
    Dispatched dispatched = dispatches.running("looked-up");
    dispatched.container().post("/api/dispatch/succeeded", "{}");

    calls.post("/api/invocations/" + dispatched.invocation() + "/cancel", "").problem(CONFLICT);
  }

  private static void stillWaits(CompletableFuture<Answer> answer) {
    try {
      Answer early = answer.get(200, TimeUnit.MILLISECONDS);
      throw new AssertionError("was answered at once: " + early.body());
    } catch (TimeoutException e) {
      // as it should be
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private String invoke(String body) {
    return calls.post("/api/invocations", body).json().get("id").asString();
  }

  private List<String> ids(String query) {
    return idsOf(calls.get("/api/invocations?" + query));
  }

  private static List<String> idsOf(Answer page) {
    return page.json().get("items").valueStream().map(it -> it.get("id").asString()).toList();
  }
}
