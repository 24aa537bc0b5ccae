package org.iguazu.dispatcher.dispatch;

/** What came of asking ECS for a task. */
public sealed interface LaunchOutcome {

  /** ECS has made a task. */
  record Accepted(String task) implements LaunchOutcome {}

  /**
   * Nothing was started, for certain.
   *
   * @param tokenSpent whether ECS answered the launch's token so, and always will; else we have not
   *     sent it, or ECS did not look at it
   */
  record Refused(Refusal refusal, boolean tokenSpent) implements LaunchOutcome {}

  /** It may be running, or not: no usable answer came. */
  record Unknown(String why) implements LaunchOutcome {}
}
