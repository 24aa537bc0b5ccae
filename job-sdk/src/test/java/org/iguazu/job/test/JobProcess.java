package org.iguazu.job.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.iguazu.api.dispatch.DispatchEnvironment;
import org.iguazu.job.dispatch.Address;
import org.iguazu.job.runner.RunnerMain;

/** The runner as a container has it: a JVM of its own. */
final class JobProcess implements AutoCloseable {

  private final Path directory;
  private final Process process;

  private JobProcess(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  /**
   * Starts one for ProbeJob that takes its work from {@code address}, working in {@code directory}.
   */
  static JobProcess start(Path directory, Address address) throws IOException {
    return start(
        directory,
        Map.of(
            DispatchEnvironment.URL, address.url().toString(),
            DispatchEnvironment.TOKEN, address.token()),
        ProbeJob.class.getName());
  }

  static JobProcess start(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            RunnerMain.class.getName());
    command.command().addAll(List.of(arguments));
    command.environment().putAll(environment);
    command.directory(directory.toFile());
    command.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
    return new JobProcess(directory, command.start());
  }

  int exit() throws InterruptedException {
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("the process did not end");
    }
    return process.exitValue();
  }

  /** Whether the job took this step. */
  boolean has(String step) {
    return Files.exists(directory.resolve(step));
  }

  String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  void terminate() {
    process.destroy();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
