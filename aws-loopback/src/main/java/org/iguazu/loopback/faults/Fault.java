package org.iguazu.loopback.faults;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/** One way in which a call goes wrong. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Fault {

  /** Answered with HTTP 400 {@code ThrottlingException}; nothing is done. */
  record Throttled() implements Fault {}

  /** Everything happens as usual, but this much later; an event may be overtaken by later ones. */
  record Delayed(Duration by) implements Fault {}

  /** Answered with HTTP 500 {@code ServerException}; nothing is done. */
  record FailedBefore() implements Fault {}

  /** The work is done, and answered with HTTP 500 {@code ServerException}. */
  record FailedAfter() implements Fault {}

  /** The work is done, and the connection closed without an answer. */
  record CutAfter() implements Fault {}

  /** The work is done, the caller left waiting for this long, and the connection closed then. */
  record HungAfter(Duration duration) implements Fault {}

  /** RunTask finds no room, whatever room there is; {@code reason} is e.g. RESOURCE:MEMORY. */
  record NoRoom(String reason) implements Fault {}

  /** DescribeTasks answers MISSING for every task. */
  record TasksMissing() implements Fault {}

  /**
   * After the call an instance of its cluster dies, the one a RunTask was placed on if it is one.
   *
   * @param noticed true: ECS sees it and stops the tasks; false: they stay RUNNING for ever
   */
  record InstanceDies(boolean noticed) implements Fault {}

  /** An event gets lost. */
  record Dropped() implements Fault {}

  /** An event arrives twice. */
  record Doubled() implements Fault {}

  /**
   * From this call on ECS's clock is wrong, and all of its times with it.
   *
   * @param ahead by how much; negative if it is behind
   */
  record ClockWrong(Duration ahead) implements Fault {}
}
