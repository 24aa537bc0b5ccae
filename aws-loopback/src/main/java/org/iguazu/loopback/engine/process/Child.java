package org.iguazu.loopback.engine.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.run.LiveContainer;

/** One container as a process. */
final class Child implements LiveContainer {

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final ContainerSpec container;
  private final Layout layout;
  private final CommandLine.Run run;
  private final Process process;
  private final OutputPump output;
  private List<ProcessHandle> descendants = List.of();

  private Child(
      ContainerSpec container,
      Layout layout,
      CommandLine.Run run,
      Process process,
      OutputPump output) {
    this.container = container;
    this.layout = layout;
    this.run = run;
    this.process = process;
    this.output = output;
  }

  static Child start(
      ContainerSpec container, CommandLine.Run run, Layout layout, Consumer<List<String>> lines)
      throws IOException {
    Process process = builder(container, layout, words(run, layout)).start();
    process.getOutputStream().close();
    return new Child(
        container, layout, run, process, OutputPump.start(process.getInputStream(), lines));
  }

  private static ProcessBuilder builder(ContainerSpec container, Layout layout, List<String> words)
      throws IOException {
    var builder =
        new ProcessBuilder(words)
            .directory(layout.workingDirectory(container).toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear(); // nothing of ours, least of all AWS_*
    environment.put("LANG", "C.UTF-8");
    environment.put("TMPDIR", layout.home().toString());
    environment.putAll(layout.here(container.environment()));
    environment.putIfAbsent("PATH", Executables.path());
    environment.put("HOME", layout.home().toString());
    return builder;
  }

  /** In a session and process group of its own, so that it can be killed with all it starts. */
  private static List<String> words(CommandLine.Run run, Layout layout) {
    List<String> words = new ArrayList<>(layout.here(run.words()));
    if (run.jvm()) {
      words.add(1, "-Djava.io.tmpdir=" + layout.home());
    }
    Executables.find("setsid", Executables.path())
        .ifPresent(setsid -> words.addFirst(setsid.toString()));
    return words;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Waits so long at most. */
  boolean hasEndedWithin(Duration patience) throws InterruptedException {
    return process.waitFor(patience);
  }

  @Override
  public String runtimeId() {
    return "process-" + process.pid();
  }

  /**
   * SIGTERM, to the process alone: as in a container, what to do about its children is up to it.
   */
  @Override
  public void terminate() {
    descendants = process.descendants().toList();
    process.toHandle().destroy(); // Process.destroy() would also close the pipe of its last words
  }

  @Override
  public void kill() {
    descendants = process.descendants().toList();
    process.toHandle().destroyForcibly();
  }

  /** Runs something else where this runs; it ends with this at the latest. */
  Process besides(List<String> words) throws IOException {
    Process other =
        builder(container, layout, layout.here(words))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    other.getOutputStream().close();
    return other;
  }

  ProcessTree tree() {
    return new ProcessTree(process.toHandle(), mark(container), descendants);
  }

  static String mark(ContainerSpec container) {
    return container.environment().getOrDefault(ProcessTree.MARK, "");
  }

  /** How it ended; to be asked when it has, and nothing of its tree is left to print. */
  ContainerEnd.Exited end() {
    output.finish(LAST_WORDS);
    int code = process.exitValue();
    boolean outOfMemory = run.jvm() && code == 3 && output.outOfMemory();
    return new ContainerEnd.Exited(
        code, outOfMemory ? "OutOfMemoryError: Container killed due to memory usage" : null);
  }
}
