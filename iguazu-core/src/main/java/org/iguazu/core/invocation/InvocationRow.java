package org.iguazu.core.invocation;

import static org.iguazu.core.sql.Timestamps.instant;
import static org.iguazu.core.sql.Timestamps.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.job.JobName;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.core.invocation.InvocationState.Dispatching;
import org.iguazu.core.invocation.InvocationState.Finished;
import org.iguazu.core.invocation.InvocationState.Launched;
import org.iguazu.core.invocation.InvocationState.Queued;
import org.iguazu.core.invocation.InvocationState.Running;
import org.jspecify.annotations.Nullable;

/** What the ledger must know of an invocation to move it on; its locked row. */
record InvocationRow(
    InvocationId id,
    JobName job,
    int revision,
    String cluster,
    int priority,
    @Nullable String slotKey,
    Instant dueAt,
    Instant startBy,
    Duration timeout,
    @Nullable WebhookName webhook,
    @Nullable RetryRule retry,
    int events,
    InvocationState state,
    Instant claimableAt,
    @Nullable String waiting,
    @Nullable Instant claimedAt,
    @Nullable Instant launchedAt,
    @Nullable Instant deadline,
    @Nullable Instant finishedAt) {

  static final String COLUMNS =
      """
      id, job, revision, cluster, priority, slot_key, due_at, start_by, timeout_ms, webhook, retry, events, status, dispatch, taken_over,
      claimable_at, waiting, claimed_at, task, launched_at, runner, started_at, deadline, stop_cause, stop_by, stop_at, outcome,
      reason, exit_code, finished_at, earlier
      """;

  static InvocationRow read(ResultSet row, int number) throws SQLException {
    return new InvocationRow(
        new InvocationId(row.getObject("id", UUID.class)),
        new JobName(row.getString("job")),
        row.getInt("revision"),
        row.getString("cluster"),
        row.getInt("priority"),
        row.getString("slot_key"),
        instant(row, "due_at"),
        instant(row, "start_by"),
        Duration.ofMillis(row.getLong("timeout_ms")),
        webhook(row),
        json(row.getString("retry"), RetryRule.class),
        row.getInt("events"),
        state(row),
        instant(row, "claimable_at"),
        row.getString("waiting"),
        instantOrNull(row, "claimed_at"),
        instantOrNull(row, "launched_at"),
        instantOrNull(row, "deadline"),
        instantOrNull(row, "finished_at"));
  }

  /** This row once {@code news} has happened, or nothing if the news changes nothing. */
  Optional<InvocationRow> after(News news) {
    return state.after(news).map(next -> with(next, news));
  }

  private InvocationRow with(InvocationState next, News news) {
    boolean claimed = news instanceof News.Claimed;
    boolean queued = next instanceof Queued;
    Redispatch again = queued && news instanceof News.End end ? end.next() : null;
    Instant notBefore = news instanceof News.Refused refused ? refused.retryAt() : null;
    return new InvocationRow(
        id,
        job,
        revision,
        cluster,
        priority,
        slotKey,
        dueAt,
        again == null ? startBy : again.startBy(),
        timeout,
        webhook,
        retry,
        events + 1,
        next,
        latest(claimableAt, again == null ? notBefore : again.at()),
        next instanceof Queued(_, var earlier) ? waiting(news, earlier) : null,
        claimed ? news.at() : claimedAt,
        claimed || queued ? null : news instanceof News.Accepted ? news.at() : launchedAt,
        next instanceof Running running
            ? running.startedAt().plus(timeout)
            : queued ? null : deadline,
        next instanceof Finished && finishedAt == null ? news.at() : finishedAt);
  }

  private static Instant latest(Instant one, @Nullable Instant other) {
    return other == null || other.isBefore(one) ? one : other;
  }

  /** Why it is back in the queue. */
  private static @Nullable String waiting(News news, @Nullable Earlier earlier) {
    if (news instanceof News.Refused refused) {
      return refused.reason();
    }
    return earlier == null ? null : "waiting to be started again: " + earlier.last().reason();
  }

  static @Nullable WebhookName webhook(ResultSet row) throws SQLException {
    String name = row.getString("webhook");
    return name == null ? null : new WebhookName(name);
  }

  static InvocationState state(ResultSet row) throws SQLException {
    int dispatch = row.getInt("dispatch");
    String task = row.getString("task");
    return switch (InvocationStatus.valueOf(row.getString("status"))) {
      case QUEUED -> new Queued(dispatch, earlier(row));
      case DISPATCHING ->
          new Dispatching(dispatch, stop(row), row.getBoolean("taken_over"), earlier(row));
      case LAUNCHED -> new Launched(dispatch, task, stop(row), earlier(row));
      case RUNNING ->
          new Running(
              dispatch,
              task,
              instant(row, "started_at"),
              row.getObject("runner", UUID.class),
              stop(row),
              earlier(row));
      case FINISHED -> new Finished(dispatch, task, outcome(row));
    };
  }

  static Outcome outcome(ResultSet row) throws SQLException {
    return new Outcome(
        OutcomeKind.valueOf(row.getString("outcome")),
        row.getString("reason"),
        row.getObject("exit_code", Integer.class));
  }

  private static @Nullable Earlier earlier(ResultSet row) throws SQLException {
    return json(row.getString("earlier"), Earlier.class);
  }

  private static <T> @Nullable T json(@Nullable String text, Class<T> type) {
    return text == null ? null : IguazuJson.strict().readValue(text, type);
  }

  private static @Nullable Stop stop(ResultSet row) throws SQLException {
    String cause = row.getString("stop_cause");
    return cause == null
        ? null
        : new Stop(StopCause.valueOf(cause), row.getString("stop_by"), instant(row, "stop_at"));
  }
}
