package org.iguazu.core.invocation;

import java.time.Instant;
import java.util.UUID;
import org.iguazu.api.dispatch.StartReply;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.core.invocation.InvocationState.Dispatching;
import org.iguazu.core.invocation.InvocationState.Finished;
import org.iguazu.core.invocation.InvocationState.Launched;
import org.iguazu.core.invocation.InvocationState.Queued;
import org.iguazu.core.invocation.InvocationState.Running;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The last guard of "at most once": decides whether a runner may enter the job's body. */
final class StartFence {

  /** What is to be answered to a runner that asks to start. */
  sealed interface Verdict {

    /** It may enter. */
    record Enter() implements Verdict {}

    /** It was told so before, and is told so again. */
    record EnteredBefore() implements Verdict {}

    /** Its invocation expires now: nothing is started after {@code startBy}. */
    record TooLate() implements Verdict {}

    /** It must not, for this reason. */
    record Turned(String reason) implements Verdict {}
  }

  private final JdbcClient jdbc;

  StartFence(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  static Verdict judge(InvocationRow row, int dispatch, UUID runner, Instant now) {
    InvocationState state = row.state();
    if (state.lastDispatch() != dispatch) {
      return new Verdict.Turned(
          "dispatch %d is over; the last one is %d".formatted(dispatch, state.lastDispatch()));
    }
    if (state instanceof Running running && runner.equals(running.runner())) {
      return new Verdict.EnteredBefore();
    }
    if (state.stopWish().isPresent()) {
      return new Verdict.Turned("it is to be stopped");
    }
    return switch (state) {
      case Dispatching _, Launched _ -> onTime(row, now);
      case Running(_, _, _, var other, _, _) -> other == null ? onTime(row, now) : alreadyStarted();
      case Queued _ -> new Verdict.Turned("dispatch %d was given up".formatted(dispatch));
      case Finished(_, _, var outcome) ->
          new Verdict.Turned("the invocation has ended: " + outcome.reason());
    };
  }

  private static Verdict onTime(InvocationRow row, Instant now) {
    return now.isAfter(row.startBy()) ? new Verdict.TooLate() : new Verdict.Enter();
  }

  private static Verdict alreadyStarted() {
    return new Verdict.Turned("another runner has started it");
  }

  /** What the runner needs to know to run. */
  StartReply reply(InvocationRow running) {
    String parameters =
        jdbc.sql("SELECT parameters::text FROM invocation WHERE id = :id")
            .param("id", running.id().value())
            .query(String.class)
            .single();
    return new StartReply(
        running.id(),
        running.job(),
        running.state().lastDispatch(),
        IguazuJson.strict().readTree(parameters),
        deadline(running.deadline()));
  }

  private static Instant deadline(@Nullable Instant deadline) {
    if (deadline == null) {
      throw new IllegalStateException("a running invocation without a deadline");
    }
    return deadline;
  }
}
