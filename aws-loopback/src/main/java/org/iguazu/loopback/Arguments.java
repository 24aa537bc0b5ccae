package org.iguazu.loopback;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.iguazu.loopback.engine.choice.EngineChoice;
import org.iguazu.loopback.throttle.Throttling;

/** What the command line says. */
sealed interface Arguments {

  String USAGE =
      """
      An AWS-compatible endpoint on 127.0.0.1: ECS with its events in SQS, CloudWatch Logs and S3.

      java -jar aws-loopback.jar [options]
        --port PORT        port on 127.0.0.1 (default 8081; 0 takes any free one)
        --state DIR        what survives a restart (default .iguazu/loopback)
        --cluster SPEC     NAME=COUNTxCPUcpu/MEMORYmem, e.g. default=2x4096cpu/8192mem;
                           with ,boot=30s instances take so long to come up; may be repeated
                           (default: default=1x4096cpu/8192mem)
        --throttle         limit calls as ECS does
        --missing MILLIS   new tasks are MISSING for so long (default 0)
        --seed NUMBER      decides which calls suffer faults that come by chance (default 0)
        --engine ENGINE    process: tasks run as child processes, for trusted jobs that are jars;
                           docker: tasks run as containers; auto: images as containers and jars as
                           child processes, if a Docker daemon answers (default: auto)
        --java PATH        java launcher for jobs that are jars (default: the one running this)
        --jar-image IMAGE  image with a Java for jars that have to run in a container
        --host-port PORT   port of 127.0.0.1 that containers on the bridge may reach, such as the
                           server's; may be repeated
        --volume-size MIB  the most that a volume in memory may have (default 1024)
        --pids-limit NUMBER  the most processes and threads of a container, as the ECS agent's
                           ECS_TASK_PIDS_LIMIT (default 1024)
        --cleanup-delay SECONDS  how long stopped containers are kept to be looked at, as the
                           agent's ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION (default 10)
        --help             this text
      """;

  /** Print the usage. */
  record Help() implements Arguments {}

  /** Start this; {@code engine} says what runs the tasks, and why. */
  record Start(LoopbackConfig config, String engine) implements Arguments {}

  /** It makes no sense; why. */
  record Wrong(String message) implements Arguments {}

  static Arguments parse(List<String> words) {
    if (words.contains("--help") || words.contains("-h")) {
      return new Help();
    }
    try {
      return start(new ArrayDeque<>(words));
    } catch (IllegalArgumentException | EngineChoice.NoDocker e) {
      return new Wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Start start(Deque<String> words) {
    var engine = new EngineOptions();
    LoopbackConfig config = LoopbackConfig.in(Path.of(".iguazu", "loopback")).withPort(8081);
    while (!words.isEmpty()) {
      String option = words.pop();
      config = engine.take(option, words) ? config : with(config, option, words);
    }
    EngineChoice choice = engine.choice();
    return new Start(complete(config).withEngine(choice.factory()), choice.why());
  }

  private static LoopbackConfig complete(LoopbackConfig config) {
    return config.clusters().isEmpty()
        ? config.withCluster(ClusterSpec.of("default", InstanceSpec.of(1, 4096, 8192)))
        : config;
  }

  private static LoopbackConfig with(LoopbackConfig config, String option, Deque<String> words) {
    return switch (option) {
      case "--port" -> config.withPort((int) number(option, words, 65535));
      case "--state" -> config.withStateDirectory(Path.of(value(option, words)));
      case "--cluster" -> config.withCluster(cluster(value(option, words)));
      case "--throttle" -> config.withThrottling(Throttling.likeEcs());
      case "--missing" ->
          config.withMissingWindow(Duration.ofMillis(number(option, words, Integer.MAX_VALUE)));
      case "--seed" -> config.withSeed(number(option, words, Long.MAX_VALUE));
      default -> throw new IllegalArgumentException("unknown option " + option);
    };
  }

  static String value(String option, Deque<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.pop();
  }

  static long number(String option, Deque<String> words, long most) {
    String text = value(option, words);
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new IllegalArgumentException(
        "%s needs a number from 0 to %d, not '%s'".formatted(option, most, text));
  }

  private static ClusterSpec cluster(String text) {
    Matcher matcher =
        Pattern.compile("([^=]+)=(\\d{1,4})x(\\d{1,6})cpu/(\\d{1,7})mem(?:,boot=(\\d{1,5})s)?")
            .matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "--cluster is like default=2x4096cpu/8192mem, not '" + text + "'");
    }
    String boot = matcher.group(5) == null ? "0" : matcher.group(5);
    InstanceSpec spec =
        InstanceSpec.of(
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            Integer.parseInt(matcher.group(4)));
    return ClusterSpec.of(
        matcher.group(1), spec.bootingFor(Duration.ofSeconds(Long.parseLong(boot))));
  }
}
