package org.iguazu.loopback;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.iguazu.loopback.engine.choice.EngineChoice;
import org.iguazu.loopback.engine.choice.EngineKind;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.process.ProcessEngineOptions;

/** What the command line says about the engine. */
final class EngineOptions {

  private EngineKind kind = EngineKind.AUTO;
  private ProcessEngineOptions process = ProcessEngineOptions.defaults();
  private final Set<Integer> hostPorts = new HashSet<>();
  private DockerOptions docker = DockerOptions.defaults();

  /** Takes the option and its value if it is about the engine. */
  boolean take(String option, Deque<String> words) {
    switch (option) {
      case "--engine" -> kind = kind(Arguments.value(option, words));
      case "--java" -> process = process.withJava(Path.of(Arguments.value(option, words)));
      case "--jar-image" -> docker = docker.withJarImage(Arguments.value(option, words));
      case "--volume-size" ->
          docker = docker.withVolumeSize((int) Arguments.number(option, words, 1 << 20));
      case "--pids-limit" ->
          docker = docker.withProcesses((int) Arguments.number(option, words, 1 << 22));
      case "--cleanup-delay" ->
          docker =
              docker.withCleanupDelay(
                  Duration.ofSeconds(Arguments.number(option, words, Integer.MAX_VALUE)));
      case "--host-port" -> hostPorts.add((int) Arguments.number(option, words, 65535));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static EngineKind kind(String word) {
    return EngineKind.of(word)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--engine is process, docker or auto, not '" + word + "'"));
  }

  EngineChoice choice() {
    return EngineChoice.of(kind, process, docker.withHostPorts(hostPorts));
  }
}
