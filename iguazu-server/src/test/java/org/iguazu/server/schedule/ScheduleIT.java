package org.iguazu.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.iguazu.api.problem.ProblemCode.INVALID_REQUEST;
import static org.iguazu.api.problem.ProblemCode.NOT_FOUND;

import java.time.Duration;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.schedule.Schedule;
import org.iguazu.api.schedule.SchedulePreview;
import org.iguazu.api.schedule.ScheduleState;
import org.iguazu.server.test.Answer;
import org.iguazu.server.test.Calls;
import org.iguazu.server.test.ServerExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ServerExtension.class)
class ScheduleIT {

  private final Calls calls;

  ScheduleIT(Calls calls) {
    this.calls = calls;
  }

  @BeforeEach
  void registerJob() {
    calls.register("scheduled");
  }

  @Test
  void aScheduleIsCreatedThenReplaced() {
    Answer created = put("written", "30 2 * * *");
    Answer replaced = put("written", "30 3 * * *");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo("/api/schedules/written");
    assertThat(created.as(Schedule.class).state()).isEqualTo(ScheduleState.ACTIVE);
    assertThat(created.as(Schedule.class).nextFireAt()).isNotNull();
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(calls.get("/api/schedules/written").as(Schedule.class).definition().cron())
        .isEqualTo("30 3 * * *");
  }

  @Test
  void schedulesAreListedByNameInPages() {
    put("page-a", "0 0 1 1 *");
    put("page-b", "0 0 1 1 *");

    Answer page = calls.get("/api/schedules?after=page&limit=1");

    assertThat(page.json().at("/items/0/definition/name").asString()).isEqualTo("page-a");
    assertThat(page.json().get("next").asString()).isEqualTo("page-a");
  }

  @Test
  void aPausedScheduleWaitsToBeResumed() {
    put("paused", "0 0 1 1 *");

    Answer paused = calls.post("/api/schedules/paused/pause", "");
    Answer resumed = calls.post("/api/schedules/paused/resume", "");

    assertThat(paused.as(Schedule.class).state()).isEqualTo(ScheduleState.PAUSED);
    assertThat(resumed.as(Schedule.class).state()).isEqualTo(ScheduleState.ACTIVE);
  }

  @Test
  void aDeletedScheduleIsGone() {
    put("gone", "0 0 1 1 *");

    assertThat(calls.delete("/api/schedules/gone").status()).isEqualTo(204);

    calls.get("/api/schedules/gone").problem(NOT_FOUND);
    calls.delete("/api/schedules/gone").problem(NOT_FOUND);
    calls.post("/api/schedules/gone/pause", "").problem(NOT_FOUND);
    calls.post("/api/schedules/gone/resume", "").problem(NOT_FOUND);
    calls.post("/api/schedules/gone/run", "").problem(NOT_FOUND);
    calls.get("/api/schedules/gone/preview").problem(NOT_FOUND);
  }

  @Test
  void itsJobCanBeRunNow() {
    put("run-now", "0 0 1 1 *");

    Answer answer = calls.post("/api/schedules/run-now/run", "");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(calls.get(answer.header("Location")).as(Invocation.class).job().value())
        .isEqualTo("scheduled");
  }

  @Test
  void runningItNowIsRepeatableByAnIdempotencyKey() {
    put("run-once", "0 0 1 1 *");

    Answer first = calls.post("/api/schedules/run-once/run", "", "Idempotency-Key", "run-once-1");
    Answer again = calls.post("/api/schedules/run-once/run", "", "Idempotency-Key", "run-once-1");
    Answer other = calls.post("/api/schedules/run-once/run", "", "Idempotency-Key", "run-once-2");

    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(other.header("Location")).isNotEqualTo(first.header("Location"));
  }

  @Test
  void aScheduleFires() {
    put("each-second", "* * * * * *");

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            !calls.get("/api/invocations?schedule=each-second").json().get("items").isEmpty());
    calls.delete("/api/schedules/each-second");
  }

  @Test
  void thePreviewShowsTheClocksOfTheZone() {
    Answer answer =
        calls.post(
            "/api/schedules/preview?count=2",
            """
            {"name":"p","job":"scheduled","cron":"30 2 28 3 *","zone":"Europe/Berlin",
             "start":"2027-01-01T00:00:00Z"}
            """);

    assertThat(answer.as(SchedulePreview.class).fires())
        .extracting(SchedulePreview.Fire::local)
        .containsExactly(
            "2027-03-28T03:00+02:00[Europe/Berlin]", "2028-03-28T02:30+02:00[Europe/Berlin]");
    calls.get("/api/schedules/p").problem(NOT_FOUND);
  }

  @Test
  void aWrittenScheduleIsPreviewedToo() {
    put("ahead", "0 0 1 1 *");

    assertThat(calls.get("/api/schedules/ahead/preview?count=3").json().get("fires")).hasSize(3);
    assertThat(calls.get("/api/schedules/ahead/preview").json().get("fires")).hasSize(10);
    calls.get("/api/schedules/ahead/preview?count=101").problem(INVALID_REQUEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"bad","job":"scheduled","cron":"never"}                                  | /cron
          {"name":"bad","job":"scheduled","cron":"0 0 30 2 *"}                             | /cron
          {"name":"bad","job":"scheduled","cron":"* * * * *","zone":"Mars/Olympus"}        | /zone
          {"name":"bad","job":"scheduled","cron":"* * * * *","end":"1999-01-01T00:00:00Z"} | /end
          {"name":"other","job":"scheduled","cron":"* * * * *"}                            | /name
          {"name":"bad","job":"scheduled","cron":"* * * * *","jitter":"P2D"}               | /jitter
          {"name":"bad","cron":"* * * * *"}                                                | /job
          """)
  void whatIsWrongWithAScheduleIsToldByItsPlace(String body, String pointer) {
    Answer answer = calls.put("/api/schedules/bad", body);

    assertThat(answer.problem(INVALID_REQUEST).errors())
        .extracting(FieldError::pointer)
        .containsExactly(pointer);
  }

  @Test
  void aScheduleForAnUnknownJobIsRefused() {
    calls
        .put(
            "/api/schedules/lost", "{\"name\":\"lost\",\"job\":\"nowhere\",\"cron\":\"* * * * *\"}")
        .problem(NOT_FOUND);
  }

  private Answer put(String name, String cron) {
    return calls.put(
        "/api/schedules/" + name,
        "{\"name\":\"%s\",\"job\":\"scheduled\",\"cron\":\"%s\"}".formatted(name, cron));
  }
}
