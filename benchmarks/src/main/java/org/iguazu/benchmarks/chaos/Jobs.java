package org.iguazu.benchmarks.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iguazu.api.job.JobDefinition;

/** Two jobs that do the same, with and without the SDK. */
final class Jobs {

  /** Asks for leave to start, as every job of the SDK does. */
  static final String FENCED = "fenced";

  /** A program that knows nothing of Iguazú: only the other guards stand before it. */
  static final String PLAIN = "plain";

  /** What the SDK's runner needs; without the server's jars it starts faster. */
  private static final Pattern NEEDED =
      Pattern.compile(
          "(benchmarks|job-sdk|iguazu-api|jackson|slf4j-api|avaje-inject|jakarta|jspecify).*");

  private static final String SCRIPT =
      """
      printf '%s %s\\n' "$IGUAZU_TOKEN" "$(date +%s%3N)" >> "$CHAOS_DIARY"
      sleep $(($$ / 10 % 2)).$(($$ % 10))
      """;

  private Jobs() {}

  static JobDefinition plain(Site site) {
    return job(site, PLAIN, List.of("sh", "-c", SCRIPT)).cpu(256).build();
  }

  static JobDefinition fenced(Site site) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-XX:+AutoCreateSharedArchive"); // half the time to start
    command.add("-XX:SharedArchiveFile=" + site.file("job.jsa"));
    command.addAll(List.of("-Xshare:auto", "-Xlog:disable", "-cp", classPath()));
    command.addAll(List.of("org.iguazu.job.runner.RunnerMain", ChaosJob.class.getName()));
    return job(site, FENCED, command).cpu(1024).build();
  }

  private static JobDefinition.Builder job(Site site, String name, List<String> command) {
    return JobDefinition.named(name)
        .image("process:")
        .command(command)
        .environment(Map.of(Diary.VARIABLE, site.file("diary").toString()))
        .memory(128)
        .timeout(Duration.ofMinutes(1))
        .stopTimeout(Duration.ofSeconds(2));
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(":", -1))
        .map(Path::of)
        .filter(jar -> NEEDED.matcher(jar.getFileName().toString()).matches())
        .map(jar -> jar.toAbsolutePath().toString())
        .collect(Collectors.joining(":"));
  }
}
