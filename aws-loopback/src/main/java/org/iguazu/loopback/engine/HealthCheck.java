package org.iguazu.loopback.engine;

import java.time.Duration;
import java.util.List;

/**
 * How a running container is asked whether it is well.
 *
 * @param command {@code CMD} and words, or {@code CMD-SHELL} and a line for the shell
 * @param interval from the end of one look to the next
 * @param timeout after which a look has failed
 * @param retries how many looks in a row must fail before it is unwell
 * @param startPeriod how long failures do not count
 */
public record HealthCheck(
    List<String> command, Duration interval, Duration timeout, int retries, Duration startPeriod) {

  public HealthCheck {
    command = List.copyOf(command);
  }
}
