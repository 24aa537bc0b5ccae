package org.iguazu.server.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.iguazu.api.problem.ProblemCode.INVALID_REQUEST;
import static org.iguazu.api.problem.ProblemCode.NOT_FOUND;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.InvocationEvent;
import org.iguazu.server.test.Calls;
import org.iguazu.server.test.Dispatches;
import org.iguazu.server.test.Dispatches.Dispatched;
import org.iguazu.server.test.RunningServer;
import org.iguazu.server.test.ServerExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A history as a stream. */
@ExtendWith(ServerExtension.class)
class EventStreamIT {

  private static final String NOBODY = "/api/invocations/01a20cd0-55d5-71f4-a561-f14944fef493";

  private final RunningServer server;
  private final Calls calls;
  private final Dispatches dispatches;

  EventStreamIT(RunningServer server, Calls calls) {
    this.server = server;
    this.calls = calls;
    this.dispatches = new Dispatches(server);
  }

  @BeforeEach
  void registerJob() {
    calls.register("streamed");
  }

  @Test
  void changesAreToldAsTheyHappenUntilTheEnd() throws Exception {
    Dispatched dispatched = dispatches.begin("streamed");
    var lines = new CopyOnWriteArrayList<String>();
    HttpResponse<Stream<String>> stream = open(dispatched, null);
    var whole = CompletableFuture.runAsync(() -> stream.body().forEach(lines::add));
    await().until(() -> lines.contains("id: 2"));
    assertThat(lines).doesNotContain("id: 3");

    dispatched.start(UUID.randomUUID());
    await().until(() -> lines.contains("id: 3"));
    dispatched.container().post("/api/dispatch/succeeded", "{}");
    whole.get(5, TimeUnit.SECONDS);

    assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(ids(lines)).containsExactly("id: 1", "id: 2", "id: 3", "id: 4");
    assertThat(lines).contains("event: end");
    assertThat(lines)
        .anyMatch(it -> it.startsWith("data: {\"sequence\":4,") && it.contains("succeeded"));
  }

  @Test
  void aStreamIsTakenUpAfterTheLastEvent() throws Exception {
    Dispatched dispatched = dispatches.running("streamed");
    dispatched.container().post("/api/dispatch/succeeded", "{}");

    List<String> lines = open(dispatched, "3").body().toList();

    assertThat(ids(lines)).containsExactly("id: 4");
    assertThat(open(dispatched, "4").body()).containsSubsequence("event: end", "data: {}");
  }

  @Test
  void theListIsAsItWas() {
    Dispatched dispatched = dispatches.running("streamed");

    var answer =
        calls.get("/api/invocations/" + dispatched.invocation() + "/events", "Accept", "*/*");

    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.json().get("items")).hasSize(3);
  }

  @Test
  void aStreamOfNothingIsAProblem() {
    calls
        .get(NOBODY + "/events", "Accept", "text/event-stream, application/problem+json")
        .problem(NOT_FOUND);
    String some = calls.invoke("streamed");
    calls
        .get(
            "/api/invocations/" + some + "/events",
            "Accept",
            "text/event-stream",
            "Last-Event-ID",
            "soon")
        .problem(INVALID_REQUEST);
  }

  @Test
  void theClientFollowsToTheEnd() {
    Dispatched dispatched = dispatches.running("streamed");
    var kinds = new CopyOnWriteArrayList<String>();
    try (var client = IguazuClient.connect(server.url(), RunningServer.ADMIN_KEY)) {
      var followed =
          CompletableFuture.runAsync(() ->
              client.followEvents(
                  dispatched.invocation(), (InvocationEvent it) -> kinds.add(it.kind())));
      await().until(() -> kinds.size() == 3);

      dispatched.container().post("/api/dispatch/succeeded", "{}");

      await().until(followed::isDone);
    }
    assertThat(kinds).containsExactly("submitted", "claimed", "started", "succeeded");
  }

  private static List<String> ids(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("id: ")).toList();
  }

  private HttpResponse<Stream<String>> open(Dispatched dispatched, @Nullable String lastEventId)
      throws Exception {
    HttpRequest.Builder request =
        calls.request(
            "/api/invocations/" + dispatched.invocation() + "/events",
            "Accept",
            "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofLines());
  }
}
