package org.iguazu.benchmarks.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import org.iguazu.loopback.engine.choice.EngineKind;

/**
 * What the command line asks for.
 *
 * @param invocations how many are asked for, beside those of schedules
 * @param time how long things go wrong
 * @param seed decides what is asked for and what goes wrong, and when
 * @param engine what runs the jobs: child processes or containers
 */
record Options(int invocations, Duration time, long seed, EngineKind engine) {

  static final String USAGE =
      "usage: benchmarks/chaos [--invocations 2000] [--minutes 7] [--seed NUMBER] [--engine"
          + " process|docker]";

  static Options parse(String... arguments) {
    var words = new ArrayDeque<String>(List.of(arguments));
    var options =
        new Options(
            2_000,
            Duration.ofMinutes(7),
            new SplittableRandom().nextInt(1_000_000),
            EngineKind.PROCESS);
    while (!words.isEmpty()) {
      options = options.with(words.pop(), words.isEmpty() ? "" : words.pop());
    }
    return options;
  }

  private static EngineKind engine(String value) {
    return EngineKind.of(value)
        .filter(engine -> engine != EngineKind.AUTO)
        .orElseThrow(() ->
            new IllegalArgumentException("--engine is process or docker, not '" + value + "'"));
  }

  private Options with(String option, String value) {
    return switch (option) {
      case "--invocations" -> new Options(Integer.parseInt(value), time, seed, engine);
      case "--minutes" ->
          new Options(invocations, Duration.ofMinutes(Integer.parseInt(value)), seed, engine);
      case "--seed" -> new Options(invocations, time, Long.parseLong(value), engine);
      case "--engine" -> new Options(invocations, time, seed, engine(value));
      default -> throw new IllegalArgumentException("unknown option " + option);
    };
  }
}
