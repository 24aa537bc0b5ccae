package org.iguazu.courier;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.iguazu.courier.Siblings.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for what another container of the task does. */
final class Wait {

  private static final Logger log = LoggerFactory.getLogger(Wait.class);

  /** The agent answers 40 questions a second, and 60 at once. */
  private static final long SHORTEST_PAUSE = Duration.ofMillis(20).toNanos();

  private static final long LONGEST_PAUSE = Duration.ofMillis(60).toNanos();

  /** Of what was waited already: what takes a moment is noticed sooner. */
  private static final int PART = 10;

  private static final int MOST_FAILURES = 100;

  private Wait() {}

  /**
   * Returns the container's state as soon as it is as wanted.
   *
   * @throws IOException if the agent does not say, however often it is asked
   */
  static State until(Siblings siblings, String container, Predicate<State> wanted)
      throws IOException {
    long began = System.nanoTime();
    int failures = 0;
    while (true) {
      try {
        State state = siblings.state(container);
        if (wanted.test(state)) {
          return state;
        }
        failures = 0;
      } catch (IOException e) {
        if (++failures == MOST_FAILURES) {
          throw e;
        }
        log.debug("the ECS agent does not say how {} is, asking again", container, e);
      }
      long waited = System.nanoTime() - began;
      LockSupport.parkNanos(Math.clamp(waited / PART, SHORTEST_PAUSE, LONGEST_PAUSE));
    }
  }
}
