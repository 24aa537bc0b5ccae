package org.iguazu.loopback.faults;

/**
 * A fault, and the calls that suffer it.
 *
 * @param action an action's name, {@code *} for all of them together, or {@link #EVENT}
 */
public record FaultRule(String action, When when, Fault fault) {

  /** What stands for the events that ECS sends; they are not among {@code *}. */
  public static final String EVENT = "TaskStateChange";

  boolean concerns(String called) {
    return action.equals("*") || action.equals(called);
  }

  boolean concernsEvents() {
    return action.equals(EVENT);
  }
}
