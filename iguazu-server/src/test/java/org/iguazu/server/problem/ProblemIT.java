package org.iguazu.server.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.api.problem.ProblemCode.INTERNAL;
import static org.iguazu.api.problem.ProblemCode.INVALID_REQUEST;
import static org.iguazu.api.problem.ProblemCode.METHOD_NOT_ALLOWED;
import static org.iguazu.api.problem.ProblemCode.NOT_ACCEPTABLE;
import static org.iguazu.api.problem.ProblemCode.NOT_FOUND;
import static org.iguazu.api.problem.ProblemCode.UNSUPPORTED_MEDIA_TYPE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.Problem;
import org.iguazu.server.test.Answer;
import org.iguazu.server.test.Calls;
import org.iguazu.server.test.RunningServer;
import org.iguazu.server.test.ServerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ServerExtension.class)
class ProblemIT {

  private final Calls calls;
  private final RunningServer server;

  ProblemIT(Calls calls, RunningServer server) {
    this.calls = calls;
    this.server = server;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"job":"export"                          |                 | not valid JSON at line 1
          nonsense                                 |                 | not valid JSON
          [1]                                      |                 | must be
          "export"                                 |                 | must be
          {}                                       | /job            | missing
          {"job":"export","job":"export"}          |                 | Duplicate
          {"job":"export"} {}                      |                 | not valid JSON
          {"job":"a b"}                            | /job            | must be a letter
          {"job":7.5}                              | /job            | must be
          {"job":{}}                               | /job            | must be a string
          {"jobb":"export"}                        | /jobb           | did you mean 'job'
          {"job":"export","priority":"high"}       | /priority       | must be a whole number
          {"job":"export","priority":1.5}          | /priority       | must be
          {"job":"export","priority":101}          | /priority       | must be -100 to 100
          {"job":"export","priority":99999999999}  | /priority       | must be
          {"job":"export","dueAt":"tomorrow"}      | /dueAt          | an instant such as
          {"job":"export","startWithin":"5 min"}   | /startWithin    | a duration such as
          {"job":"export","startWithin":"PT0S"}    | /startWithin    | between
          {"job":"export","labels":{"a b":"c"}}    | /labels/a b     | not a label key
          {"job":"export","labels":{"a~b/c":"d"}}  | /labels/a~0b~1c | not a label key
          {"job":"export","labels":[]}             | /labels         | must be
          {"job":"export","dueAt":"1999-01-01T00:00:00Z"} | /dueAt   | past
          """)
  void whatIsWrongWithABodyIsToldByItsPlace(String body, String pointer, String message) {
    calls.register("export");

    FieldError error =
        calls.post("/api/invocations", body).problem(INVALID_REQUEST).errors().getFirst();

    assertThat(error.pointer()).isEqualTo(pointer == null ? "" : pointer);
    assertThat(error.message()).contains(message);
  }

  @Test
  void aPlaceDeepInABatchIsToldFromTheTop() {
    Problem problem =
        calls
            .post(
                "/api/invocations/batch",
                "{\"requests\":[{\"job\":\"a\"},{\"job\":\"a\",\"priority\":500}]}")
            .problem(INVALID_REQUEST);

    assertThat(problem.errors())
        .extracting(FieldError::pointer)
        .containsExactly("/requests/1/priority");
  }

  @Test
  void aMissingBodyIsTold() {
    calls.post("/api/invocations", "").problem(INVALID_REQUEST);
    calls.post("/api/invocations", "null").problem(INVALID_REQUEST);
  }

  @Test
  void aBodyThatIsNotUtf8IsTold() {
    var request = calls.request("/api/invocations", "Content-Type", "application/json");

    calls
        .send(
            request.POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xc3, '"', '}'})))
        .problem(INVALID_REQUEST);
  }

  @Test
  void aBodyThatIsNotJsonByItsTypeIsRefused() {
    var request = calls.request("/api/invocations", "Content-Type", "text/plain");

    Answer answer = calls.send(request.POST(BodyPublishers.ofString("{}")));

    assertThat(answer.problem(UNSUPPORTED_MEDIA_TYPE).detail()).contains("application/json");
  }

  @Test
  void anAnswerThatCannotBeGivenIsRefused() {
    calls.get("/api/jobs", "Accept", "application/xml").problem(NOT_ACCEPTABLE);
  }

  @Test
  void aMethodThatIsNotThereIsRefused() {
    Answer answer = calls.delete("/api/jobs");

    answer.problem(METHOD_NOT_ALLOWED);
    assertThat(answer.header("Allow")).contains("GET");
  }

  @Test
  void aPathThatIsNotThereIsNotFound() {
    calls.get("/api/job").problem(NOT_FOUND);
    calls.get("/api/jobs/").problem(NOT_FOUND);
  }

  @Test
  void aWrongPathParameterIsToldByItsName() {
    FieldError error =
        calls.get("/api/invocations/seven").problem(INVALID_REQUEST).errors().getFirst();

    assertThat(error.message()).contains("path parameter 'id'").contains("'seven'");
  }

  @Test
  void whatIsNoProperHttpIsAProblemToo() throws IOException {
    String answer = raw("GET /api/inv|ocations HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json")
        .contains("\"code\":\"invalid-request\"");
  }

  @Test
  void aBugIsAnsweredWithTheNumberOfItsIncidentOnly() {
    server.database().jdbc().sql("ALTER TABLE api_key RENAME COLUMN name TO nom").update();
    try {
      Problem problem = calls.get("/api/keys").problem(INTERNAL);

      assertThat(problem.detail()).contains("incident").doesNotContain("SQL");
    } finally {
      server.database().jdbc().sql("ALTER TABLE api_key RENAME COLUMN nom TO name").update();
    }
  }

  @Test
  void nothingIsKeptByCaches() {
    assertThat(calls.get("/api/jobs").header("Cache-Control")).isEqualTo("no-store");
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
