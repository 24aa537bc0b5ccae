package org.iguazu.loopback.engine;

/** What has to have become of another container of the task before this one is started. */
public record Dependency(String container, Condition condition) {

  /** In ECS's words. */
  public enum Condition {
    /** It has been started. */
    START,
    /** It has ended, with whatever exit code. */
    COMPLETE,
    /** It has ended with exit code 0. */
    SUCCESS,
    /** Its health check says that it is well. */
    HEALTHY
  }
}
