package org.iguazu.loopback.faults;

/**
 * A fault, and the calls that suffer it.
 *
 * @param action an action's name, or {@code *} for all of them together
 */
public record FaultRule(String action, When when, Fault fault) {

  boolean concerns(String called) {
    return action.equals("*") || action.equals(called);
  }
}
