package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What containers are told of their task, whatever runs them. */
final class MetadataIT {

  private static final String VARIABLE = "ECS_CONTAINER_METADATA_URI_V4";
  private static final TaskObserver.Handle HANDLE =
      new TaskObserver.Handle("0123abcd", "iguazu-x-main");

  @TempDir Path directory;
  private final Puppet engine = new Puppet();
  private final SettableClock clock = new SettableClock();
  private final HttpClient http = HttpClient.newHttpClient();
  private Loopback loopback;
  private String arn = "";

  /** Remembers what it is to start; the test says what becomes of it. */
  private static final class Puppet implements TaskEngine {

    private final List<TaskSpec> tasks = new ArrayList<>();
    private final List<TaskObserver> observers = new ArrayList<>();

    @Override
    public void start(TaskSpec task, TaskObserver observer) {
      tasks.add(task);
      observers.add(observer);
    }

    @Override
    public void stop(String taskId) {}

    @Override
    public void kill(String taskId) {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void start() {
    loopback =
        Loopback.in(directory, config -> config.withEngine((_, _) -> engine).withClock(clock));
    loopback.ecs.registerTaskDefinition(request ->
        request
            .family("pair")
            .cpu("512")
            .memory("1024")
            .containerDefinitions(
                Loopback.container(main -> main.environment(Loopback.pair("KEY", "s3cret"))),
                Loopback.container(side -> side.name("side").essential(false))));
    arn = loopback.run("pair");
  }

  @AfterEach
  void stop() {
    loopback.close();
    http.close();
  }

  private TaskObserver told() {
    return engine.observers.getLast();
  }

  private String address(int container) {
    return address(engine.tasks.getLast().containers().get(container));
  }

  private static String address(ContainerSpec container) {
    return container.environment().getOrDefault(VARIABLE, "none");
  }

  private HttpResponse<String> get(String address) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
  }

  private JsonNode document(String address) throws Exception {
    return JsonMapper.shared().readTree(get(address).body());
  }

  private String status() throws Exception {
    return document(address(0)).path("KnownStatus").asString();
  }

  @Test
  void aContainerGoesThroughTheAgentsStates() throws Exception {
    assertThat(status()).isEqualTo("NONE");
    told().pulled("main", "sha256:12");
    assertThat(status()).isEqualTo("PULLED");
    told().created("main", HANDLE);
    assertThat(status()).isEqualTo("CREATED");
    told().running("main", HANDLE.id());
    assertThat(status()).isEqualTo("RUNNING");
    told().ended("main", new ContainerEnd.Exited(3, null));
    assertThat(status()).isEqualTo("STOPPED");
  }

  @Test
  void aTaskIsToldAsTheAgentTellsIt() throws Exception {
    told().pulled("main", "sha256:12");
    told().created("main", HANDLE);
    told().running("main", HANDLE.id());
    told().ended("main", new ContainerEnd.Exited(3, null));

    JsonNode task = document(address(1) + "/task");

    assertThat(task)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"Cluster": "default", "TaskARN": "TASK", "Family": "pair", "Revision": "1",
                     "DesiredStatus": "STOPPED", "KnownStatus": "NONE",
                     "Containers": [
                       {"DockerId": "0123abcd", "Name": "main", "DockerName": "iguazu-x-main",
                        "Image": "process:", "ImageID": "sha256:12",
                        "Labels": {
                          "com.amazonaws.ecs.cluster": "default",
                          "com.amazonaws.ecs.container-name": "main",
                          "com.amazonaws.ecs.task-arn": "TASK",
                          "com.amazonaws.ecs.task-definition-family": "pair",
                          "com.amazonaws.ecs.task-definition-version": "1"},
                        "DesiredStatus": "STOPPED", "KnownStatus": "STOPPED", "ExitCode": 3,
                        "Limits": {"CPU": 256, "Memory": 512},
                        "CreatedAt": "2026-11-24T12:00:00Z", "StartedAt": "2026-11-24T12:00:00Z",
                        "FinishedAt": "2026-11-24T12:00:00Z",
                        "Type": "NORMAL", "ContainerARN": "CONTAINER"}],
                     "Limits": {"CPU": 0.5, "Memory": 1024},
                     "AvailabilityZone": "us-east-1a", "LaunchType": "EC2"}
                    """
                        .replace("TASK", arn)
                        .replace(
                            "CONTAINER",
                            loopback.describe(arn).containers().getFirst().containerArn())));
  }

  @Test
  void whatHasEndedBeforeItsTaskIsToldWithItsLabelsAndOnlyTheLimitsItHas() throws Exception {
    loopback.ecs.registerTaskDefinition(request ->
        request
            .family("unlimited")
            .containerDefinitions(
                Loopback.container(_ -> {}),
                Loopback.container(side ->
                    side.name("side")
                        .essential(false)
                        .cpu(0)
                        .memory(null)
                        .memoryReservation(64)
                        .dockerLabels(Map.of("team", "data")))));
    String task = loopback.run("unlimited");
    told().running("main", "1");
    told().running("side", "2");
    told().ended("side", new ContainerEnd.Exited(0, null));

    JsonNode side = document(address(1));

    assertThat(side.path("DesiredStatus").asString()).isEqualTo("STOPPED");
    assertThat(side.path("Labels").path("team").asString()).isEqualTo("data");
    assertThat(side.path("Limits").isEmpty()).isTrue();
    assertThat(side.path("ContainerARN").asString())
        .isEqualTo(loopback.describe(task).containers().getLast().containerArn());
    assertThat(document(address(0)).path("DesiredStatus").asString()).isEqualTo("RUNNING");
    assertThat(document(address(0) + "/task").path("Limits").isEmpty()).isTrue();
  }

  @Test
  void aTaskIsAsFarAsTheLastOfItsContainers() throws Exception {
    told().running("main", "1");
    told().created("side", HANDLE);
    assertThat(document(address(0) + "/task").path("KnownStatus").asString()).isEqualTo("CREATED");

    told().running("side", "2");
    assertThat(document(address(0) + "/task").path("KnownStatus").asString()).isEqualTo("RUNNING");
  }

  @Test
  void eachContainerHasAnAddressThatNothingElseTells() throws Exception {
    String id = address(0).substring(address(0).lastIndexOf('/') + 1);

    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(address(1)).isNotEqualTo(address(0));
    assertThat(arn).doesNotContain(id);
    assertThat(get(address(1) + "/task").body()).doesNotContain(id);
  }

  @Test
  void theEnvironmentIsNotToldOf() throws Exception {
    told().running("main", "1");

    assertThat(get(address(0)).body()).contains("\"main\"").doesNotContain("s3cret");
    assertThat(get(address(0) + "/task").body()).contains("\"main\"").doesNotContain("s3cret");
  }

  @Test
  void nobodyElseIsTold() throws Exception {
    String elsewhere = address(0).substring(0, address(0).lastIndexOf('/') + 1);

    assertThat(get(elsewhere + "0".repeat(32)).statusCode()).isEqualTo(404);
    assertThat(get(elsewhere + "0".repeat(32) + "/task").statusCode()).isEqualTo(404);
    assertThat(get(elsewhere).statusCode()).isEqualTo(404);
    assertThat(get(address(0) + "/credentials").statusCode()).isEqualTo(404);
  }

  @Test
  void itGoesWhenTheTaskGoes() throws Exception {
    told().running("main", "1");
    told().ended("main", new ContainerEnd.Exited(0, null));
    assertThat(get(address(0)).statusCode()).isEqualTo(200);

    told().stopped();

    assertThat(get(address(0)).statusCode()).isEqualTo(404);
    assertThat(get(address(1) + "/task").statusCode()).isEqualTo(404);
  }

  @Test
  void whatHasNoNetworkHasNoAddress() throws IOException {
    loopback.ecs.registerTaskDefinition(request ->
        request
            .family("offline")
            .containerDefinitions(
                Loopback.container(main -> main.disableNetworking(true)),
                Loopback.container(side -> side.name("side"))));
    loopback.run("offline");
    assertThat(engine.tasks.getLast().containers())
        .extracting(MetadataIT::address)
        .satisfiesExactly(
            main -> assertThat(main).isEqualTo("none"),
            side -> assertThat(side).startsWith("http://127.0.0.1:"));

    loopback.ecs.registerTaskDefinition(request ->
        request
            .family("alone")
            .networkMode(NetworkMode.NONE)
            .containerDefinitions(Loopback.container(_ -> {})));
    loopback.run("alone");
    assertThat(address(0)).isEqualTo("none");
  }
}
