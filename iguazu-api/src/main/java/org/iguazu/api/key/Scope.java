package org.iguazu.api.key;

/** What an API key allows; none includes another, except that {@link #ADMIN} includes all. */
public enum Scope {
  /** Invoke and cancel. */
  INVOKE,
  /** Read jobs, schedules, invocations, results and logs. */
  READ,
  /** Register jobs and keep schedules. */
  REGISTER,
  /** Everything, keys included. */
  ADMIN
}
