package org.iguazu.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.api.problem.ProblemCode.CONFLICT;
import static org.iguazu.api.problem.ProblemCode.INVALID_REQUEST;
import static org.iguazu.api.problem.ProblemCode.START_REFUSED;
import static org.iguazu.api.problem.ProblemCode.TOO_LARGE;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.Outcome;
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

@ExtendWith(ServerExtension.class)
class DispatchIT {

  private static final UUID RUNNER = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000002");

  private final Calls calls;
  private final Dispatches dispatches;

  DispatchIT(RunningServer server, Calls calls) {
    this.calls = calls;
    this.dispatches = new Dispatches(server);
  }

  @BeforeEach
  void registerJob() {
    calls.register("dispatched");
  }

  @Test
  void oneRunnerMayStartAndNoOther() {
    Dispatched dispatched = dispatches.begin("dispatched");

    Answer granted = dispatched.start(RUNNER);
    Answer askedAgain = dispatched.start(RUNNER);

    assertThat(granted.status()).isEqualTo(200);
    assertThat(granted.json().get("job").asString()).isEqualTo("dispatched");
    assertThat(granted.json().get("parameters").isObject()).isTrue();
    assertThat(askedAgain.json()).isEqualTo(granted.json());
    dispatched.start(OTHER).problem(START_REFUSED);
    assertThat(find(dispatched).status()).isEqualTo(InvocationStatus.RUNNING);
  }

  @Test
  void aCancelledInvocationMustNotStart() {
    Dispatched dispatched = dispatches.begin("dispatched");
    calls.post("/api/invocations/" + dispatched.invocation() + "/cancel", "");

    dispatched.start(RUNNER).problem(START_REFUSED);
  }

  @Test
  void aRunnerMustSayWhoItIs() {
    Dispatched dispatched = dispatches.begin("dispatched");

    Answer answer = dispatched.container().post("/api/dispatch/start", "{}");

    assertThat(answer.problem(INVALID_REQUEST).errors().getFirst().pointer()).isEqualTo("/runner");
  }

  @Test
  void progressIsShownAndAnsweredWithWhatIsWanted() {
    Dispatched dispatched = dispatches.running("dispatched");

    Answer answer =
        dispatched
            .container()
            .post("/api/dispatch/progress", "{\"fraction\":0.5,\"message\":\"half\"}");

    assertThat(answer.json().get("cancelled").asBoolean()).isFalse();
    assertThat(find(dispatched).progress()).extracting(it -> it.message()).isEqualTo("half");
    dispatched
        .container()
        .post("/api/dispatch/progress", "{\"fraction\":2}")
        .problem(INVALID_REQUEST);
  }

  @Test
  void aContainerThatAsksWhatIsWantedHearsOfACancelAtOnce() throws Exception {
    Dispatched dispatched = dispatches.running("dispatched");
    assertThat(dispatched.container().get("/api/dispatch/control").body())
        .isEqualTo("{\"cancelled\":false}");
    var control =
        CompletableFuture.supplyAsync(
            () -> dispatched.container().get("/api/dispatch/control?wait=PT30S"));

    calls.post("/api/invocations/" + dispatched.invocation() + "/cancel", "");

    assertThat(control.get(2, TimeUnit.SECONDS).body()).isEqualTo("{\"cancelled\":true}");
  }

  @Test
  void aResultIsKeptAndItsReportMayBeRepeated() {
    Dispatched dispatched = dispatches.running("dispatched");
    String report = "{\"result\":[1,\"two\",null]}";

    Answer first = dispatched.container().post("/api/dispatch/succeeded", report);
    Answer again = dispatched.container().post("/api/dispatch/succeeded", report);

    assertThat(first.status()).isEqualTo(204);
    assertThat(again.status()).isEqualTo(204);
    assertThat(find(dispatched).result()).hasToString("[1,\"two\",null]");
    dispatched
        .container()
        .post("/api/dispatch/failed", "{\"error\":\"E\",\"message\":\"m\"}")
        .problem(CONFLICT);
  }

  @Test
  void aFailureSaysWhy() {
    Dispatched dispatched = dispatches.running("dispatched");

    Answer answer =
        dispatched
            .container()
            .post(
                "/api/dispatch/failed",
                "{\"error\":\"java.io.IOException\",\"message\":\"%s\"}"
                    .formatted("x".repeat(9_000)));

    Outcome outcome = find(dispatched).outcome();
    assertThat(answer.status()).isEqualTo(204);
    assertThat(outcome).extracting(Outcome::kind).isEqualTo(OutcomeKind.FAILED);
    assertThat(outcome)
        .extracting(Outcome::reason)
        .asString()
        .startsWith("java.io.IOException: xxx")
        .hasSizeLessThanOrEqualTo(2_000);
    dispatched.container().post("/api/dispatch/succeeded", "{}").problem(CONFLICT);
  }

  @Test
  void resultsOf256KibAreTheLargest() {
    Dispatched dispatched = dispatches.running("dispatched");
    String largest = "\"" + "x".repeat(256 * 1024 - 2) + "\"";
    String tooLarge = "\"x" + largest.substring(1);

    Answer refused =
        dispatched.container().post("/api/dispatch/succeeded", "{\"result\":" + tooLarge + "}");
    Answer fits =
        dispatched.container().post("/api/dispatch/succeeded", "{\"result\":" + largest + "}");

    assertThat(refused.problem(TOO_LARGE).errors().getFirst().pointer()).isEqualTo("/result");
    assertThat(fits.status()).isEqualTo(204);
  }

  private Invocation find(Dispatched dispatched) {
    return calls.get("/api/invocations/" + dispatched.invocation()).as(Invocation.class);
  }
}
