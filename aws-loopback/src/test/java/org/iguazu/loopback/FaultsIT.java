package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.faults.When;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.ServerException;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Calls go wrong at the wire when they are told to, before the work or after it. */
final class FaultsIT extends WireFixture {

  private String definition = "";

  @BeforeEach
  void register() {
    definition = loopback.register("job", _ -> {});
  }

  private void first(String action, Fault fault) {
    loopback.server.faults().add(action, new When.Nth(1), fault);
  }

  @Test
  void aThrottledCallDoesNothing() {
    first("RunTask", new Fault.Throttled());

    EcsException error = catchThrowableOfType(EcsException.class, () -> loopback.run(definition));

    assertThat(error.isThrottlingException()).isTrue();
    assertThat(engine.started()).isZero();
    loopback.run(definition);
  }

  @Test
  void a500BeforeTheWorkDoesNothing() {
    first("RunTask", new Fault.FailedBefore());

    assertThatExceptionOfType(ServerException.class).isThrownBy(() -> loopback.run(definition));

    assertThat(engine.started()).isZero();
  }

  @Test
  void a500AfterTheWorkHasDoneIt() {
    first("RunTask", new Fault.FailedAfter());

    assertThatExceptionOfType(ServerException.class)
        .isThrownBy(() -> loopback.run(definition, request -> request.clientToken("t")));

    assertThat(engine.started()).isEqualTo(1);
    assertThat(loopback.run(definition, r -> r.clientToken("t")).tasks()).hasSize(1);
    assertThat(engine.started()).isEqualTo(1);
  }

  @Test
  void aCutConnectionLeavesTheCallerWithoutAnAnswerToWorkThatWasDone() {
    first("RunTask", new Fault.CutAfter());

    assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> loopback.run(definition));

    assertThat(engine.started()).isEqualTo(1);
  }

  @Test
  void aCallerMayWaitInVainForTheAnswer() {
    first("RunTask", new Fault.HungAfter(Duration.ofMinutes(1)));
    RunTaskRequest impatient =
        RunTaskRequest.builder()
            .taskDefinition(definition)
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(Duration.ofMillis(200)))
            .build();

    assertThatExceptionOfType(ApiCallAttemptTimeoutException.class)
        .isThrownBy(() -> loopback.ecs.runTask(impatient));

    assertThat(engine.started()).isEqualTo(1);
  }

  @Test
  void roomMayBeSaidToBeMissing() {
    first("RunTask", new Fault.NoRoom("RESOURCE:MEMORY"));

    assertThat(loopback.run(definition, _ -> {}).failures().getFirst().reason())
        .isEqualTo("RESOURCE:MEMORY");
  }

  @Test
  void tasksMayBeSaidToBeMissing() {
    String arn = loopback.run(definition);
    first("DescribeTasks", new Fault.TasksMissing());

    assertThat(loopback.ecs.describeTasks(r -> r.tasks(arn)).failures()).hasSize(1);
    assertThat(loopback.ecs.describeTasks(r -> r.tasks(arn)).tasks()).hasSize(1);
  }

  @Test
  void aHostMayDieRightAfterItTookATask() {
    first("RunTask", new Fault.InstanceDies(true));

    String arn = loopback.run(definition);

    assertThat(loopback.describe(arn).stopCode()).isEqualTo(TaskStopCode.TERMINATION_NOTICE);
  }

  @Test
  void aHostMayDieUnnoticed() {
    first("RunTask", new Fault.InstanceDies(false));

    String arn = loopback.run(definition);

    assertThat(loopback.describe(arn).lastStatus()).isEqualTo("RUNNING");
  }

  @Test
  void anotherProcessMakesRulesOverHttp() throws Exception {
    HttpResponse<String> answer =
        post(
            """
            {"action": "RunTask", "when": {"type": "Nth", "call": 2},
             "fault": {"type": "Delayed", "by": "PT0.001S"}}
            """);
    post(
        """
        {"action": "RunTask", "when": {"type": "First", "calls": 1},
         "fault": {"type": "NoRoom", "reason": "RESOURCE:CPU"}}
        """);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(loopback.server.faults().rules()).hasSize(2);
    assertThat(loopback.run(definition, _ -> {}).failures()).hasSize(1);
    assertThat(post("{\"action\": 1").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> post(String rule) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(loopback.server.endpoint().resolve("/_loopback/faults"))
            .POST(HttpRequest.BodyPublishers.ofString(rule))
            .build();
    return send(request);
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void aWebPageIsRefused() throws Exception {
    HttpRequest fromAPage =
        HttpRequest.newBuilder(loopback.server.endpoint().resolve("/_loopback/faults"))
            .header("Origin", "https://evil.example")
            .DELETE()
            .build();

    assertThat(send(fromAPage).statusCode()).isEqualTo(403);
  }
}
