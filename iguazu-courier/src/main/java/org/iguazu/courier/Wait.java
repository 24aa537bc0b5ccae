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

  /** The agent answers 40 questions a second of all containers of a task. */
  private static final Duration PAUSE = Duration.ofMillis(60);

  private static final int MOST_FAILURES = 100;

  private Wait() {}

  /**
   * Returns the container's state as soon as it is as wanted.
   *
   * @throws IOException if the agent does not say, however often it is asked
   */
  static State until(Siblings siblings, String container, Predicate<State> wanted)
      throws IOException {
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
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
