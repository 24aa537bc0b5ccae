package org.iguazu.benchmarks.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.loopback.engine.choice.EngineKind;

/** Two jobs that do the same, with and without the SDK, as child processes or in containers. */
final class Jobs {

  /** Asks for leave to start, as every job of the SDK does. */
  static final String FENCED = "fenced";

  /** A program that knows nothing of Iguazú: only the other guards stand before it. */
  static final String PLAIN = "plain";

  private static final String SCRIPT =
      """
      diary=${CHAOS_DIARY#http://}
      exec 3<> "/dev/tcp/${diary%:*}/${diary#*:}" || exit 1
      printf '%s %s\\n' "$IGUAZU_TOKEN" "$(date +%s%3N)" >&3
      read -r _ <&3 || exit 1
      sleep $((RANDOM % 2)).$((RANDOM % 10))
      """;

  private final Site site;
  private final boolean inContainers;

  Jobs(Site site, EngineKind engine) {
    this.site = site;
    this.inContainers = engine == EngineKind.DOCKER;
  }

  JobDefinition plain() {
    return job(PLAIN, JobImages.OF_PLAIN, List.of("bash", "-c", SCRIPT)).cpu(256).build();
  }

  JobDefinition fenced() {
    return job(FENCED, JobImages.OF_FENCED, java()).cpu(1024).build();
  }

  private List<String> java() {
    var command = new ArrayList<String>();
    if (inContainers) {
      command.addAll(List.of("java", "-cp", JobImages.JARS + "/*"));
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-XX:+AutoCreateSharedArchive"); // half the time to start
      command.add("-XX:SharedArchiveFile=" + site.file("job.jsa"));
      command.addAll(List.of("-Xshare:auto", "-Xlog:disable", "-cp"));
      command.add(JobImages.jars().map(Path::toString).collect(Collectors.joining(":")));
    }
    command.addAll(List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("org.iguazu.job.runner.RunnerMain", ChaosJob.class.getName()));
    return command;
  }

  private JobDefinition.Builder job(String name, String image, List<String> command) {
    return JobDefinition.named(name)
        .image(inContainers ? image : "process:")
        .command(command)
        .environment(Map.of(Diary.VARIABLE, site.diary().address()))
        .memory(128)
        .timeout(Duration.ofMinutes(1))
        .stopTimeout(Duration.ofSeconds(2));
  }
}
