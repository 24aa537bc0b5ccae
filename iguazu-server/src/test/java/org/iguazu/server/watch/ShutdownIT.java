package org.iguazu.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.server.test.Answer;
import org.iguazu.server.test.RunningServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that ends keeps nobody waiting. */
class ShutdownIT {

  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start();
    server.calls().register("waited-for");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aWaitingCallIsAnsweredWithWhatIsKnown() throws Exception {
    String id = server.calls().invoke("waited-for");
    var answer =
        CompletableFuture.supplyAsync(
            () -> server.calls().get("/api/invocations/" + id + "?wait=60s"));
    await().until(() -> server.get(Changes.class).watched(InvocationId.parse(id)));

    Instant begun = Instant.now();
    server.close();

    Answer answered = answer.get(5, TimeUnit.SECONDS);
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.json().get("status").asString()).isEqualTo("QUEUED");
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "events"})
  void whatIsFollowedEndsWithoutSayingThatItIsComplete(String what) throws Exception {
    String id = server.calls().invoke("waited-for");
    HttpResponse<Stream<String>> stream =
        HttpClient.newHttpClient()
            .send(
                server
                    .calls()
                    .request("/api/invocations/" + id + "/" + what, "Accept", "text/event-stream")
                    .build(),
                BodyHandlers.ofLines());
    await().until(() -> server.get(Changes.class).watched(InvocationId.parse(id)));

    var lines = CompletableFuture.supplyAsync(() -> stream.body().toList());
    server.close();

    assertThat(stream.headers().firstValue("Content-Type"))
        .hasValueSatisfying(it -> assertThat(it).startsWith("text/event-stream"));
    assertThat(lines.get(5, TimeUnit.SECONDS)).noneMatch(line -> line.startsWith("event: end"));
  }
}
