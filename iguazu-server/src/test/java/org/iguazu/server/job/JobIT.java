package org.iguazu.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.api.problem.ProblemCode.INVALID_REQUEST;
import static org.iguazu.api.problem.ProblemCode.NOT_FOUND;

import java.util.List;
import org.iguazu.api.job.JobRevision;
import org.iguazu.api.job.Retry;
import org.iguazu.server.test.Answer;
import org.iguazu.server.test.Calls;
import org.iguazu.server.test.ServerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ServerExtension.class)
class JobIT {

  private final Calls calls;

  JobIT(Calls calls) {
    this.calls = calls;
  }

  @Test
  void aFirstRegistrationIsRevisionOne() {
    Answer answer = register("job-first", 256);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/api/jobs/job-first/revisions/1");
    JobRevision revision = answer.as(JobRevision.class);
    assertThat(revision.revision()).isEqualTo(1);
    assertThat(revision.current()).isTrue();
    assertThat(revision.registeredBy()).isEqualTo("bootstrap");
    assertThat(calls.get("/api/jobs/job-first").as(JobRevision.class)).isEqualTo(revision);
  }

  @Test
  void theSameContentIsTheSameRevision() {
    register("job-same", 256);

    Answer again = register("job-same", 256);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.as(JobRevision.class).revision()).isEqualTo(1);
  }

  @Test
  void otherContentIsAnotherRevisionAndInvocationsRunIt() {
    register("job-other", 256);
    register("job-other", 512);

    assertThat(calls.get("/api/jobs/job-other").as(JobRevision.class).revision()).isEqualTo(2);
    assertThat(revisionOf(calls.invoke("job-other"))).isEqualTo(2);
  }

  @Test
  void aRollBackMakesAnEarlierRevisionCurrent() {
    register("job-back", 256);
    register("job-back", 512);

    Answer answer = calls.post("/api/jobs/job-back/revisions/1/current", "");

    assertThat(answer.as(JobRevision.class).revision()).isEqualTo(1);
    assertThat(answer.as(JobRevision.class).current()).isTrue();
    assertThat(revisionOf(calls.invoke("job-back"))).isEqualTo(1);
    assertThat(calls.get("/api/jobs/job-back/revisions/2").as(JobRevision.class).current())
        .isFalse();
  }

  @Test
  void revisionsAreListedNewestFirst() {
    register("job-list", 256);
    register("job-list", 512);

    assertThat(
            calls
                .get("/api/jobs/job-list/revisions")
                .json()
                .get("items")
                .valueStream()
                .map(it -> it.get("revision").asInt()))
        .containsExactly(2, 1);
  }

  @Test
  void jobsAreListedByNameInPages() {
    register("job-page-a", 256);
    register("job-page-b", 256);
    register("job-page-c", 256);

    Answer first = calls.get("/api/jobs?after=job-page&limit=2");
    String next = first.json().get("next").asString();
    Answer second = calls.get("/api/jobs?limit=1&after=" + next);

    assertThat(names(first)).containsExactly("job-page-a", "job-page-b");
    assertThat(names(second)).containsExactly("job-page-c");
  }

  @Test
  void theNameInTheBodyMustBeTheOneInThePath() {
    Answer answer =
        calls.put(
            "/api/jobs/job-x", "{\"name\":\"job-y\",\"image\":\"i\",\"cpu\":256,\"memory\":256}");

    assertThat(answer.problem(INVALID_REQUEST).errors().getFirst().pointer()).isEqualTo("/name");
  }

  @Test
  void whatIsWrongWithADefinitionIsToldAllAtOnce() {
    Answer answer = calls.put("/api/jobs/job-z", "{\"name\":\"job-z\",\"image\":\"\",\"cpu\":1}");

    assertThat(answer.problem(INVALID_REQUEST).errors())
        .extracting(error -> error.pointer())
        .containsExactly("/image", "/cpu", "/memory");
  }

  @Test
  void whatIsWrongWithARetryIsToldByField() {
    String job =
        """
        {"name":"job-r","image":"i","cpu":256,"memory":256,"delivery":"%s","retry":%s}
        """;

    Answer wrong =
        calls.put(
            "/api/jobs/job-r",
            job.formatted(
                "AT_LEAST_ONCE",
                "{\"maxDispatches\":1,\"firstDelay\":\"PT0S\",\"factor\":0.5,\"longestDelay\":\"P2D\",\"on\":[]}"));
    Answer unfit = calls.put("/api/jobs/job-r", job.formatted("AT_MOST_ONCE", "{}"));

    assertThat(wrong.problem(INVALID_REQUEST).errors())
        .extracting(error -> error.pointer())
        .containsExactly(
            "/retry/maxDispatches",
            "/retry/firstDelay",
            "/retry/factor",
            "/retry/longestDelay",
            "/retry/on");
    assertThat(unfit.problem(INVALID_REQUEST).errors().getFirst().pointer()).isEqualTo("/retry");
  }

  @Test
  void aJobThatRunsAtLeastOnceHasTheUsualRetryUnlessItSaysMore() {
    Answer answer =
        calls.put(
            "/api/jobs/job-u",
            """
            {"name":"job-u","image":"i","cpu":256,"memory":256,"delivery":"AT_LEAST_ONCE"}
            """);

    assertThat(answer.as(JobRevision.class).definition().retry()).isEqualTo(Retry.usual());
  }

  @Test
  void aParameterSchemaThatIsNoneIsRefused() {
    Answer answer =
        calls.put(
            "/api/jobs/job-s",
            """
            {"name":"job-s","image":"i","cpu":256,"memory":256,"parameterSchema":{"type":"objekt"}}
            """);

    assertThat(answer.problem(INVALID_REQUEST).errors().getFirst().pointer())
        .startsWith("/parameterSchema/type");
  }

  @Test
  void anUnknownJobIsNotFoundButAtALossForWordsItIsNot() {
    register("job-near", 256);

    assertThat(calls.get("/api/jobs/jobNear").problem(NOT_FOUND).detail())
        .contains("did you mean 'job-near'?");
    calls.get("/api/jobs/xyzzy/revisions").problem(NOT_FOUND);
    calls.get("/api/jobs/job-near/revisions/7").problem(NOT_FOUND);
    calls.post("/api/jobs/job-near/revisions/7/current", "").problem(NOT_FOUND);
  }

  private Answer register(String name, int memory) {
    return calls.put(
        "/api/jobs/" + name,
        "{\"name\":\"%s\",\"image\":\"i\",\"cpu\":256,\"memory\":%d}".formatted(name, memory));
  }

  private int revisionOf(String invocation) {
    return calls.get("/api/invocations/" + invocation).json().get("revision").asInt();
  }

  private static List<String> names(Answer page) {
    return page.json()
        .get("items")
        .valueStream()
        .map(it -> it.get("definition").get("name").asString())
        .toList();
  }
}
