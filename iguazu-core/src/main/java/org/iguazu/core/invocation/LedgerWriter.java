package org.iguazu.core.invocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.core.invocation.InvocationState.Finished;
import org.iguazu.core.invocation.InvocationState.Queued;
import org.iguazu.core.sql.Rows;
import org.iguazu.core.sql.Timestamps;
import org.iguazu.core.wake.Announcer;
import org.iguazu.core.webhook.Outbox;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes moved invocations and their events, all of a transaction in one statement; one more if a
 * webhook is to be told.
 */
final class LedgerWriter {

  private static final Rows<Columns> MOVED = new Rows<>(Columns.class);
  private static final Rows<Event> HISTORY = new Rows<>(Event.class);

  private static final String WRITE =
      """
      WITH moved AS (
      UPDATE invocation SET
        status = n.status, dispatch = n.dispatch, taken_over = n.taken_over, start_by = n.start_by, claimable_at = n.claimable_at,
        waiting = n.waiting, claimed_at = n.claimed_at, task = n.task, launched_at = n.launched_at,
        runner = CASE n.status WHEN 'FINISHED' THEN invocation.runner ELSE n.runner END,
        started_at = CASE n.status WHEN 'QUEUED' THEN NULL ELSE coalesce(n.started_at, invocation.started_at) END,
        deadline = n.deadline,
        stop_cause = CASE n.status WHEN 'QUEUED' THEN NULL ELSE coalesce(n.stop_cause, invocation.stop_cause) END,
        stop_by = CASE n.status WHEN 'QUEUED' THEN NULL ELSE coalesce(n.stop_by, invocation.stop_by) END,
        stop_at = CASE n.status WHEN 'QUEUED' THEN NULL ELSE coalesce(n.stop_at, invocation.stop_at) END,
        progress = CASE n.status WHEN 'QUEUED' THEN NULL ELSE invocation.progress END,
        outcome = n.outcome, reason = n.reason, exit_code = n.exit_code, finished_at = n.finished_at,
        earlier = n.earlier, events = n.events
      FROM %s
      WHERE invocation.id = n.id)
      INSERT INTO invocation_event (invocation_id, sequence, at, kind, details)
      SELECT e.invocation_id, e.sequence, e.at, e.kind, e.details::jsonb FROM %s
      """
          .formatted(MOVED.as("n"), HISTORY.as("e"));

  private static final String RELEASE =
      """
      UPDATE invocation SET waits_for = NULL, waiting = NULL
       WHERE waits_for IN (:finished)
      RETURNING claimable_at
      """;

  private final JdbcClient jdbc;
  private final Announcer announcer;
  private final Outbox outbox;

  LedgerWriter(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.announcer = new Announcer(jdbc);
    this.outbox = new Outbox(jdbc);
  }

  /** Writes the rows as they stand after the news, and says so to whom it concerns. */
  void write(List<InvocationRow> rows, List<Event> events) {
    if (rows.isEmpty()) {
      return;
    }
    jdbc.sql(WRITE)
        .params(MOVED.parameters(rows.stream().map(Columns::of).toList()))
        .params(HISTORY.parameters(events))
        .update();
    outbox.add(rows.stream().flatMap(LedgerWriter::endToTell).toList());
    announce(rows);
  }

  private static Stream<Outbox.End> endToTell(InvocationRow row) {
    return row.webhook() != null && row.finishedAt() != null
        ? Stream.of(new Outbox.End(row.id(), row.webhook(), row.finishedAt()))
        : Stream.empty();
  }

  private void announce(List<InvocationRow> rows) {
    List<InvocationId> finished =
        rows.stream()
            .filter(row -> row.state() instanceof Finished)
            .map(InvocationRow::id)
            .toList();
    List<Instant> due = new ArrayList<>(release(finished));
    rows.stream()
        .filter(row -> row.state() instanceof Queued || leavesASlot(row))
        .forEach(row -> due.add(row.claimableAt()));
    announcer.due(due);
    announcer.changed(
        rows.stream().filter(row -> isOverOrToStop(row.state())).map(InvocationRow::id).toList());
  }

  /** Another may be claimed for it at once. */
  private static boolean leavesASlot(InvocationRow row) {
    return row.slotKey() != null && row.state() instanceof Finished;
  }

  /** A dispatch that another follows is to hear that it is over, too. */
  private static boolean isOverOrToStop(InvocationState state) {
    return state instanceof Finished
        || (state instanceof Queued && state.before() != null)
        || state.stopWish().isPresent();
  }

  private List<Instant> release(List<InvocationId> finished) {
    return finished.isEmpty()
        ? List.of()
        : jdbc.sql(RELEASE)
            .param("finished", finished.stream().map(InvocationId::value).toList())
            .query((row, _) -> Timestamps.instant(row, "claimable_at"))
            .list();
  }

  /** One line of history, by its columns. */
  record Event(UUID invocationId, int sequence, Instant at, String kind, News details) {

    static Event of(InvocationRow row, News news) {
      return new Event(row.id().value(), row.events(), news.at(), kindOf(news.getClass()), news);
    }
  }

  /** The news's name as callers read it: {@code stop-requested}. */
  static String kindOf(Class<? extends News> news) {
    return news.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
