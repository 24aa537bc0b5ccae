package org.iguazu.loopback.engine.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.ContainerSpec;

/** One container as a process. */
final class Child {

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final ContainerSpec container;
  private final CommandLine.Run run;
  private final Process process;
  private final OutputPump output;
  private List<ProcessHandle> descendants = List.of();

  private Child(ContainerSpec container, CommandLine.Run run, Process process, OutputPump output) {
    this.container = container;
    this.run = run;
    this.process = process;
    this.output = output;
  }

  static Child start(
      ContainerSpec container, CommandLine.Run run, Path home, Consumer<List<String>> lines)
      throws IOException {
    var builder =
        new ProcessBuilder(words(run, home)).directory(home.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear(); // nothing of ours, least of all AWS_*
    environment.put("LANG", "C.UTF-8");
    environment.put("TMPDIR", home.toString());
    environment.putAll(container.environment());
    environment.putIfAbsent("PATH", Executables.path());
    environment.put("HOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    return new Child(container, run, process, OutputPump.start(process.getInputStream(), lines));
  }

  /** In a session and process group of its own, so that it can be killed with all it starts. */
  private static List<String> words(CommandLine.Run run, Path home) {
    List<String> words = new ArrayList<>(run.words());
    if (run.jvm()) {
      words.add(1, "-Djava.io.tmpdir=" + home);
    }
    Executables.find("setsid", Executables.path())
        .ifPresent(setsid -> words.addFirst(setsid.toString()));
    return words;
  }

  ContainerSpec container() {
    return container;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * SIGTERM, to the process alone: as in a container, what to do about its children is up to it.
   */
  void terminate() {
    descendants = process.descendants().toList();
    process.toHandle().destroy(); // Process.destroy() would also close the pipe of its last words
  }

  void kill() {
    descendants = process.descendants().toList();
    process.toHandle().destroyForcibly();
  }

  ProcessTree tree() {
    return new ProcessTree(process.toHandle(), mark(container), descendants);
  }

  static String mark(ContainerSpec container) {
    return container.environment().getOrDefault(ProcessTree.MARK, "");
  }

  /** How it ended; to be asked when it has, and nothing of its tree is left to print. */
  ContainerEnd end() throws InterruptedException {
    output.finish(LAST_WORDS);
    int code = process.exitValue();
    boolean outOfMemory = run.jvm() && code == 3 && output.outOfMemory();
    return new ContainerEnd.Exited(
        code, outOfMemory ? "OutOfMemoryError: Container killed due to memory usage" : null);
  }
}
