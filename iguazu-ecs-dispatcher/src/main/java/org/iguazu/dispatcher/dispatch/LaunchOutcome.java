package org.iguazu.dispatcher.dispatch;

/** What came of asking ECS for a task. */
public sealed interface LaunchOutcome {

  /** ECS has made a task. */
  record Accepted(String task) implements LaunchOutcome {}

  /** Nothing was started, for certain. */
  record Refused(Refusal refusal) implements LaunchOutcome {}

  /** It may be running, or not: no usable answer came. */
  record Unknown(String why) implements LaunchOutcome {}
}
