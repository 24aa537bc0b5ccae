package org.iguazu.dispatcher.dispatch;

/**
 * Why a dispatch has started nothing, for certain.
 *
 * @param reason one sentence for whoever waits, such as {@code waiting for memory on cluster
 *     default}
 */
public record Refusal(Kind kind, String reason) {

  /** What helps. */
  public enum Kind {
    /** Room on the cluster. */
    FULL,
    /** Another instance, or an agent that comes back. */
    UNPLACEABLE,
    /** Somebody who corrects the job, the cluster or our permissions. */
    WRONG,
    /** Nothing was sent to ECS: its time had passed, it was cancelled, or we had to stop. */
    UNSENT
  }
}
