package org.iguazu.api.job;

/** What ended a dispatch that had not succeeded and was not cancelled. */
public enum EndCause {
  /** The job itself reported that it failed. */
  FAILED,
  /** Its container exited with another code than 0. */
  EXIT_CODE,
  /** It, or a process in it, used more memory than the job has. */
  OUT_OF_MEMORY,
  /** Its container could not be made: its image cannot be pulled, say. */
  NOT_STARTED,
  /** Its host went away under it. */
  HOST_GONE,
  /** Somebody stopped its task at ECS, past Iguazú. */
  STOPPED_AT_ECS,
  /** It took longer than the job's timeout. */
  TIMED_OUT,
  /** Nobody can tell what became of it. */
  LOST
}
