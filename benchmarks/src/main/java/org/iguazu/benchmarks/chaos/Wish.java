package org.iguazu.benchmarks.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An invocation that will be asked for.
 *
 * @param at after the beginning
 * @param key its Idempotency-Key
 * @param fenced whether its job asks before it starts, as the SDK's runner does
 * @param millis how long its job works
 * @param deferred how long after being asked for it is due
 * @param startWithin how long after it is due it may start
 * @param cancelAfter how long after it was accepted it is cancelled
 * @param twice whether it is asked for twice at once
 */
record Wish(
    Duration at,
    String key,
    boolean fenced,
    int millis,
    Optional<Duration> deferred,
    Duration startWithin,
    Optional<Duration> cancelAfter,
    boolean twice) {

  static List<Wish> plan(int count, Duration time, SplittableRandom random) {
    return IntStream.range(0, count).mapToObj(i -> any(i, time, random)).toList();
  }

  private static Wish any(int number, Duration time, SplittableRandom random) {
    return new Wish(
        Duration.ofMillis(random.nextLong(time.toMillis())),
        "chaos-" + number,
        random.nextInt(10) < 3,
        random.nextInt(2_000),
        upTo(60, 30, random),
        Duration.ofSeconds(random.nextInt(4) == 0 ? random.nextInt(3, 30) : 240),
        upTo(15, 12, random),
        random.nextInt(8) == 0);
  }

  private static Optional<Duration> upTo(int seconds, int percent, SplittableRandom random) {
    var duration = Duration.ofMillis(random.nextInt(seconds * 1_000));
    return random.nextInt(100) < percent ? Optional.of(duration) : Optional.empty();
  }
}
