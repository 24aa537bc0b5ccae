package org.iguazu.api.schedule;

/** What becomes of fire times that passed while no server was up or the schedule could not fire. */
public enum MisfirePolicy {
  /** They are left out. */
  NONE,
  /** The last of them fires, late. */
  LAST,
  /** All of them fire, late, as far back as the schedule's misfire window. */
  ALL
}
