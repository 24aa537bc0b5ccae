package org.iguazu.api.dispatch;

/** The containers of a job's task, by their names in the task definition. */
public final class TaskContainers {

  /** Runs the job. */
  public static final String MAIN = "main";

  /** Brings files to a hardened job, and passes the start fence for it. */
  public static final String STAGE = "stage";

  /** Fetches the files that a hardened job leaves, and tells how it ended. */
  public static final String REPORT = "report";

  private TaskContainers() {}
}
