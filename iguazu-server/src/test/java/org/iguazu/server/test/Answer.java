package org.iguazu.server.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import tools.jackson.databind.JsonNode;

/** What a server answered. */
public record Answer(HttpResponse<String> response) {

  public int status() {
    return response.statusCode();
  }

  public String body() {
    return response.body();
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public JsonNode json() {
    return IguazuJson.strict().readTree(body());
  }

  /** The answer's body as one of the API's records. */
  public <T> T as(Class<T> type) {
    return IguazuJson.strict().readValue(body(), type);
  }

  /** The problem it answered with, which has this code and is a proper one. */
  public Problem problem(ProblemCode code) {
    assertThat(header("Content-Type")).as(body()).startsWith("application/problem+json");
    Problem problem = as(Problem.class);
    assertThat(problem.code()).as(body()).isEqualTo(code);
    assertThat(status()).isEqualTo(code.status()).isEqualTo(problem.status());
    assertThat(problem.detail()).isNotBlank();
    return problem;
  }
}
