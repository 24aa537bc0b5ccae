package org.iguazu.server.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;

/** Holds an answer back until it is worth giving. */
public final class LongPoll {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Changes changes;
  private final InstantSource clock;

  LongPoll(Changes changes, InstantSource clock) {
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Asks {@code question} again whenever the invocation has changed, until the answer is {@code
   * enough} or the time is over.
   *
   * @throws InvalidValueException if {@code atMost} is negative or over a minute
   */
  public <T> T ask(
      InvocationId invocation, Duration atMost, Supplier<T> question, Predicate<T> enough) {
    check(atMost);
    if (atMost.isZero()) {
      return question.get();
    }
    Instant end = clock.instant().plus(atMost);
    try (Changes.Watch watch = changes.watch(invocation)) {
      while (true) {
        T answer = question.get();
        Duration left = Duration.between(clock.instant(), end);
        if (enough.test(answer) || !left.isPositive() || !watch.await(left)) {
          return answer;
        }
      }
    }
  }

  private static void check(Duration atMost) {
    if (atMost.isNegative() || atMost.compareTo(LONGEST) > 0) {
      throw new InvalidValueException(
          List.of(
              new FieldError(
                  "",
                  "query parameter 'wait' must be 0s to 60s, but is %s; ask again for longer waits"
                      .formatted(atMost))));
    }
  }
}
