package org.iguazu.loopback.engine.process;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.iguazu.loopback.engine.ContainerSpec;

/** What an image reference means without Docker. */
sealed interface CommandLine {

  /** Run this. */
  record Run(List<String> words, boolean jvm) implements CommandLine {}

  /** It cannot be run; {@code reason} starts with ECS's name of the error. */
  record Refused(String reason) implements CommandLine {}

  /** A JVM with a heap its container has room for, or the words of a {@code process:} image. */
  static CommandLine of(ContainerSpec container, ProcessEngineOptions options) {
    String image = container.image();
    if (image.equals("process:")) {
      return process(container);
    }
    if (image.startsWith("file:")) {
      return jar(Path.of(URI.create(image)), container, options);
    }
    if (image.startsWith("/")) {
      return jar(Path.of(image), container, options);
    }
    return new Refused(
        "CannotPullContainerError: needs a Docker daemon: without one a container is a jar (file:"
            + " URL or absolute path) or 'process:' with a command, not the image "
            + image);
  }

  private static CommandLine process(ContainerSpec container) {
    List<String> words = container.program().words();
    if (words.isEmpty()) {
      return new Refused("CannotStartContainerError: the image process: needs a command");
    }
    String path = container.environment().getOrDefault("PATH", Executables.path());
    return Executables.find(words.getFirst(), path).isPresent()
        ? new Run(words, false)
        : new Refused("CannotStartContainerError: there is no executable " + words.getFirst());
  }

  private static CommandLine jar(Path jar, ContainerSpec container, ProcessEngineOptions options) {
    if (!Files.isRegularFile(jar)) {
      return new Refused("CannotPullContainerError: there is no file " + jar);
    }
    if (!container.program().entryPoint().isEmpty()) {
      return new Refused("CannotStartContainerError: a jar is its own entry point");
    }
    List<String> words = new ArrayList<>();
    words.add(options.java().toString());
    words.addAll(jvmOptions(container.resources().memory(), options.heapPercent()));
    words.add("-jar");
    words.add(jar.toString());
    words.addAll(container.program().command());
    return new Run(words, true);
  }

  private static List<String> jvmOptions(int memory, int heapPercent) {
    List<String> words = new ArrayList<>();
    words.add("-Xmx%dm".formatted(Math.max(8, memory * heapPercent / 100)));
    words.add("-XX:+ExitOnOutOfMemoryError");
    words.add("-XX:-UsePerfData");
    words.add("-Dstdout.encoding=UTF-8");
    words.add("-Dstderr.encoding=UTF-8");
    if (memory < 1792) {
      words.add("-XX:+UseSerialGC"); // what the JVM chooses itself in a container of this size
    }
    return words;
  }
}
