package org.iguazu.core.invocation;

import static com.fasterxml.jackson.annotation.JsonProperty.Access.WRITE_ONLY;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can happen to an invocation after it was accepted; as JSON, its {@code at} stands beside it.
 */
public sealed interface News {

  /** When it happened. */
  Instant at();

  /** A dispatcher took it: the next dispatch begins. */
  record Claimed(String server, @JsonProperty(access = WRITE_ONLY) Instant at) implements News {}

  /** ECS accepted the dispatch's task. */
  record Accepted(int dispatch, String task, @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News {}

  /**
   * Proof that the dispatch started nothing.
   *
   * @param reason why the invocation waits, as a caller may read it
   * @param retryAt not dispatched again before
   * @param tokenSpent whether ECS answered the dispatch's token so, and no call with it can start a
   *     task any more; else it is the word of the server that claimed it, which has sent nothing
   */
  record Refused(
      int dispatch,
      String reason,
      Instant retryAt,
      boolean tokenSpent,
      @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News {}

  /**
   * Another server asks ECS in place of the one that claimed the dispatch, of which nothing was
   * heard: from now on that one's word that it has sent nothing proves nothing.
   */
  record TakenOver(int dispatch, String server, @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News {}

  /**
   * The dispatch's runner asked for leave to start.
   *
   * @param runner the runner's process
   * @param task the task it runs in, where it can tell
   */
  record Started(
      int dispatch,
      UUID runner,
      @Nullable String task,
      @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News {}

  /** ECS says that the dispatch's container runs. */
  record SeenRunning(int dispatch, @JsonProperty(access = WRITE_ONLY) Instant at) implements News {}

  /** Somebody wants it to stop. */
  record StopRequested(StopCause cause, String by, @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News {

    Stop stop() {
      return new Stop(cause, by, at);
    }
  }

  /** The runner reported that the job's body returned. */
  record Succeeded(int dispatch, @JsonProperty(access = WRITE_ONLY) Instant at) implements News {}

  /** The runner reported that the job's body failed. */
  record Failed(int dispatch, String reason, @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News {}

  /**
   * ECS says that the dispatch's task has stopped.
   *
   * @param exitCode of the main container, where there is one
   * @param reason why it stopped, in one sentence
   */
  record TaskEnded(
      int dispatch,
      String task,
      @Nullable Integer exitCode,
      String reason,
      @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News {}

  /** Nobody can tell any more what became of the dispatch. */
  record Lost(int dispatch, String reason, @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News {}

  /**
   * It was not started by its {@code startBy}: still queued then, or turned away at the start
   * fence.
   */
  record Expired(@JsonProperty(access = WRITE_ONLY) Instant at) implements News {}
}
