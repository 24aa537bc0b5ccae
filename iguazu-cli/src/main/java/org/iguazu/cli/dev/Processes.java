package org.iguazu.cli.dev;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starting and stopping other programs. */
final class Processes {

  private Processes() {}

  /**
   * The words with what puts the program in a session of its own, where there is such a thing:
   * Ctrl-C reaches all of a session at once, and we want to stop our parts one after the other.
   */
  static List<String> inOwnSession(List<String> words) {
    List<String> all = new ArrayList<>();
    find("setsid").ifPresent(setsid -> all.add(setsid.toString()));
    all.addAll(words);
    return all;
  }

  /** The program of that name on the path. */
  static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    return Stream.of(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs a program to its end.
   *
   * @param output where all it prints goes
   * @return its exit code
   */
  static int run(Path output, List<String> words) throws IOException, InterruptedException {
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectOutput(output.toFile())
        .start()
        .waitFor();
  }

  /** Sends a signal by its name, such as {@code INT}. */
  static void signal(long pid, String signal) throws IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().onExit().join();
  }

  /** Whether the process has ended within that time. */
  static boolean ended(ProcessHandle process, Duration within) {
    try {
      process.onExit().orTimeout(within.toMillis(), TimeUnit.MILLISECONDS).join();
      return true;
    } catch (CompletionException e) {
      return !process.isAlive();
    }
  }
}
