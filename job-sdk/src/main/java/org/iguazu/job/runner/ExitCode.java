package org.iguazu.job.runner;

/** What the runner's process tells by its exit status. */
public enum ExitCode {
  /** The job returned, and Iguazú knows its result. */
  SUCCEEDED(0),
  /** The job failed, and Iguazú knows why. */
  FAILED(1),
  /** There was no leave to start: the job was not even constructed. */
  NOT_STARTED(2),
  /** The job ended, but Iguazú could not be told how. */
  NOT_REPORTED(3),
  /** The container is set up wrongly: the job was not even asked for. */
  MISCONFIGURED(64),
  /**
   * The job was cancelled, or its process told to terminate, and it did not succeed before it
   * ended.
   */
  CANCELLED(143);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The process's exit status. */
  public int status() {
    return status;
  }
}
