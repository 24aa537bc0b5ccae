package org.iguazu.core.invocation;

import static com.fasterxml.jackson.annotation.JsonProperty.Access.WRITE_ONLY;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.iguazu.api.job.EndCause;
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

  /**
   * Somebody wants it to stop.
   *
   * @param dispatch the one to be stopped; null for whatever there is
   */
  record StopRequested(
      StopCause cause,
      String by,
      @Nullable Integer dispatch,
      @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News {

    /** A wish that no dispatch goes on or begins. */
    public StopRequested(StopCause cause, String by, Instant at) {
      this(cause, by, null, at);
    }

    boolean concerns(int number) {
      return dispatch == null || dispatch == number;
    }

    Stop stop() {
      return new Stop(cause, by, at);
    }
  }

  /** The runner reported that the job's body returned. */
  record Succeeded(int dispatch, @JsonProperty(access = WRITE_ONLY) Instant at) implements News {}

  /**
   * A dispatch ended, as it should or not. Where the job's delivery allows it, another may follow.
   */
  sealed interface End {

    Instant at();

    int dispatch();

    /** What ended it, unless it succeeded. */
    Optional<EndCause> failure();

    /** The dispatch that follows, if one does: the ledger says so, not who brings the news. */
    @Nullable Redispatch next();

    News followedBy(@Nullable Redispatch next);
  }

  /** The runner reported that the job's body failed. */
  record Failed(
      int dispatch,
      String reason,
      @Nullable Redispatch next,
      @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News, End {

    public Failed(int dispatch, String reason, Instant at) {
      this(dispatch, reason, null, at);
    }

    @Override
    public Optional<EndCause> failure() {
      return Optional.of(EndCause.FAILED);
    }

    @Override
    public Failed followedBy(@Nullable Redispatch redispatch) {
      return new Failed(dispatch, reason, redispatch, at);
    }
  }

  /**
   * ECS says that the dispatch's task has stopped.
   *
   * @param exitCode of the main container, where there is one
   * @param cause what ended it, if not that it succeeded: an exit code of 0 may hide one
   * @param reason why it stopped, in one sentence
   */
  record TaskEnded(
      int dispatch,
      String task,
      @Nullable Integer exitCode,
      @Nullable EndCause cause,
      String reason,
      @Nullable Redispatch next,
      @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News, End {

    /** An end that only its exit code tells of. */
    public TaskEnded(
        int dispatch, String task, @Nullable Integer exitCode, String reason, Instant at) {
      this(dispatch, task, exitCode, causeOf(exitCode), reason, null, at);
    }

    public static @Nullable EndCause causeOf(@Nullable Integer exitCode) {
      return exitCode != null && exitCode == 0 ? null : EndCause.EXIT_CODE;
    }

    @Override
    public Optional<EndCause> failure() {
      return Optional.ofNullable(cause);
    }

    @Override
    public TaskEnded followedBy(@Nullable Redispatch redispatch) {
      return new TaskEnded(dispatch, task, exitCode, cause, reason, redispatch, at);
    }
  }

  /** Nobody can tell any more what became of the dispatch. */
  record Lost(
      int dispatch,
      String reason,
      @Nullable Redispatch next,
      @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News, End {

    public Lost(int dispatch, String reason, Instant at) {
      this(dispatch, reason, null, at);
    }

    @Override
    public Optional<EndCause> failure() {
      return Optional.of(EndCause.LOST);
    }

    @Override
    public Lost followedBy(@Nullable Redispatch redispatch) {
      return new Lost(dispatch, reason, redispatch, at);
    }
  }

  /**
   * It was not started by its {@code startBy}: still queued then, turned away at the start fence,
   * or stopped by ECS before.
   *
   * @param dispatch the one that ECS never started; null if the ledger itself has looked
   */
  record Expired(@Nullable Integer dispatch, @JsonProperty(access = WRITE_ONLY) Instant at)
      implements News {

    public Expired(Instant at) {
      this(null, at);
    }

    boolean concerns(int number) {
      return dispatch == null || dispatch == number;
    }
  }
}
