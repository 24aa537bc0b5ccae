package org.iguazu.benchmarks.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM of ours that is killed, frozen and started again, always in the same way. */
final class Child implements AutoCloseable {

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private @Nullable Process process;
  private boolean closed;

  /**
   * @param log what it writes is added to it
   * @param words what follows {@code java}
   */
  Child(Path log, Map<String, String> environment, List<String> words) {
    this.log = log;
    this.environment = environment;
    this.command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    command.addAll(words);
  }

  synchronized void start() throws IOException {
    if (closed) {
      throw new IOException("the end has come");
    }
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    process = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }

  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** As {@code kill -9} does. */
  synchronized void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private synchronized void signal(String name) throws IOException, InterruptedException {
    if (process != null && process.isAlive()) {
      String pid = Long.toString(process.pid());
      new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
    }
  }

  /** Lets it end in order; for 20 s. */
  @Override
  public void close() throws IOException {
    try {
      thaw();
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void end() throws InterruptedException {
    closed = true;
    if (process != null) {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }
}
