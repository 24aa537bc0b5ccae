package org.iguazu.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.job.JobName;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.junit.jupiter.api.Test;

class IguazuJsonTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void aProblemWithoutFieldErrorsIsReadBackAsItWasWritten() {
    var problem = Problem.of(ProblemCode.CONFLICT, "it has finished");

    String json = IguazuJson.strict().writeValueAsString(problem);

    assertThat(json).contains("\"code\":\"conflict\"").doesNotContain("errors");
    assertThat(IguazuJson.tolerant().readValue(json, Problem.class)).isEqualTo(problem);
  }

  @Test
  void anInvocationWithoutLabelsIsReadBackAsItWasWritten() {
    var invocation = aQueuedInvocation();

    String json = IguazuJson.strict().writeValueAsString(invocation);

    assertThat(json).doesNotContain("labels", "null");
    assertThat(IguazuJson.tolerant().readValue(json, Invocation.class)).isEqualTo(invocation);
  }

  private static Invocation aQueuedInvocation() {
    return new Invocation(
        InvocationId.parse("019f0000-0000-7000-8000-000000000001"),
        new JobName("export"),
        1,
        InvocationStatus.QUEUED,
        null,
        null,
        null,
        null,
        null,
        0,
        Map.of(),
        null,
        null,
        null,
        null,
        null,
        0,
        null,
        "dev",
        NOON,
        NOON,
        NOON.plusSeconds(3600),
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void numbersWithoutATypeKeepAllTheirDigits() {
    String precise = "{\"sum\":0.12345678901234567890,\"large\":1E+400}";

    assertThat(IguazuJson.strict().readTree(precise)).hasToString(precise);
    assertThat(IguazuJson.tolerant().readTree(precise)).hasToString(precise);
  }
}
