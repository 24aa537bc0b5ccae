package org.iguazu.loopback.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the seam promises, asked for without ECS in front. */
final class ProcessEngineIT {

  @TempDir Path directory;

  private static TaskSpec task(String script) {
    var definition = Json.MAPPER.createObjectNode();
    var main =
        new ContainerSpec(
            "main",
            "process:",
            List.of(),
            List.of("sh", "-c", script),
            Map.of(ProcessTree.MARK, "http://127.0.0.1:1/v4/" + "0".repeat(32) + "-0"),
            64,
            true,
            Duration.ofSeconds(1),
            definition);
    return new TaskSpec("0".repeat(32), List.of(main), definition);
  }

  /** Remembers when a task ran and when it was over. */
  private static final class Witness implements TaskObserver {

    private final CompletableFuture<String> runtimeId = new CompletableFuture<>();
    private final CompletableFuture<ContainerEnd> end = new CompletableFuture<>();
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();

    @Override
    public void running(String container, String runtimeId) {
      this.runtimeId.complete(runtimeId);
    }

    @Override
    public void printed(String container, List<String> lines) {}

    @Override
    public void ended(String container, ContainerEnd end) {
      this.end.complete(end);
    }

    @Override
    public void stopped() {
      stopped.complete(true);
    }
  }

  @Test
  void closingKillsWhatRunsAndWaitsUntilItIsGone() throws Exception {
    var witness = new Witness();
    try (var engine = new ProcessEngine(directory, ProcessEngineOptions.defaults())) {
      engine.start(task("trap '' TERM; sleep 600"), witness);
      witness.runtimeId.get(20, TimeUnit.SECONDS);
    }

    assertThat(witness.stopped).isCompleted();
    assertThat(witness.end).isCompletedWithValue(new ContainerEnd.Exited(137, null));
  }

  @Test
  void aTaskThatIsStoppedAtOnceEndsAllTheSame() throws Exception {
    var witness = new Witness();
    try (var engine = new ProcessEngine(directory, ProcessEngineOptions.defaults())) {
      TaskSpec task = task("sleep 600");
      engine.start(task, witness);

      engine.stop(task.id());

      assertThat(witness.stopped.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
