package org.iguazu.loopback.engine.process;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How child processes are run.
 *
 * @param java the launcher for jars; by default that of the JDK this process runs on
 * @param heapPercent how much of a container's memory the heap of a jar may take
 * @param cleanupDelay how long a stopped task's working directory is kept
 */
public record ProcessEngineOptions(Path java, int heapPercent, Duration cleanupDelay) {

  public static ProcessEngineOptions defaults() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessEngineOptions(java, 75, Duration.ofSeconds(10));
  }

  public ProcessEngineOptions withJava(Path java) {
    return new ProcessEngineOptions(java, heapPercent, cleanupDelay);
  }

  public ProcessEngineOptions withCleanupDelay(Duration cleanupDelay) {
    return new ProcessEngineOptions(java, heapPercent, cleanupDelay);
  }
}
