package org.iguazu.core.invocation;

import static org.iguazu.core.sql.Timestamps.instant;
import static org.iguazu.core.sql.Timestamps.instantOrNull;
import static org.iguazu.core.sql.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationEvent;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationQuery;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.Progress;
import org.iguazu.api.job.JobName;
import org.iguazu.api.json.IguazuJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What callers may know of invocations and their histories. */
public final class InvocationReader {

  private static final String LISTED =
      """
      SELECT id, job, revision, priority, labels, webhook, slot_key, unique_key, created_by, created_at, due_at, start_by, schedule,
             fire_time, status, dispatch, waiting, task, launched_at, started_at, deadline, stop_cause, stop_at, progress,
             outcome, reason, exit_code, finished_at,
      """
          + WaitReason.COLUMNS;

  private static final String WHOLE = LISTED + ", parameters, result ";

  private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final JsonMapper json = IguazuJson.strict();

  public InvocationReader(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  /** The invocation with its parameters and result. */
  public Optional<Invocation> find(InvocationId id) {
    return jdbc.sql(WHOLE + "FROM invocation" + WaitReason.JOIN + "WHERE id = :id")
        .param("id", id.value())
        .param("now", utc(clock.instant()))
        .query((row, _) -> invocation(row, true))
        .optional();
  }

  /** Whether the invocation has finished; empty if there is no such invocation. */
  public Optional<Boolean> finished(InvocationId id) {
    return jdbc.sql("SELECT status = 'FINISHED' FROM invocation WHERE id = :id")
        .param("id", id.value())
        .query(Boolean.class)
        .optional();
  }

  /** The invocations that match, newest first, without their parameters and results. */
  public Page<Invocation> list(InvocationQuery query) {
    var where = new Where();
    where.add("job = :job", "job", query.job() == null ? null : query.job().value());
    where.add("status = :status", "status", query.status() == null ? null : query.status().name());
    where.add(
        "outcome = :outcome", "outcome", query.outcome() == null ? null : query.outcome().name());
    where.add("schedule = :schedule", "schedule", query.schedule());
    where.add(
        "labels @> :labels::jsonb",
        "labels",
        query.labels().isEmpty() ? null : json.writeValueAsString(query.labels()));
    where.add("created_at >= :from", "from", query.from() == null ? null : utc(query.from()));
    where.add("created_at < :to", "to", query.to() == null ? null : utc(query.to()));
    where.add("id < :before", "before", query.before() == null ? null : query.before().value());
    List<Invocation> found =
        jdbc.sql(LISTED + onPage(where) + WaitReason.JOIN + "ORDER BY id DESC")
            .params(where.values)
            .param("now", utc(clock.instant()))
            .param("limit", query.limit() + 1)
            .query((row, _) -> invocation(row, false))
            .list();
    return page(found, query.limit());
  }

  /** A table of its own, so that only of what is on the page it is found out why it waits. */
  private static String onPage(Where where) {
    return " FROM (SELECT * FROM invocation"
        + where.clause()
        + " ORDER BY id DESC LIMIT :limit) AS invocation";
  }

  private static Page<Invocation> page(List<Invocation> found, int limit) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    List<Invocation> items = found.subList(0, limit);
    return new Page<>(items, items.getLast().id().toString());
  }

  /** The invocation's history, oldest first. */
  public List<InvocationEvent> events(InvocationId id) {
    return events(id, 0);
  }

  /** The invocation's history after the event of that sequence, oldest first. */
  public List<InvocationEvent> events(InvocationId id, int after) {
    return jdbc.sql(
            """
            SELECT sequence, at, kind, details FROM invocation_event
             WHERE invocation_id = :id AND sequence > :after ORDER BY sequence
            """)
        .param("id", id.value())
        .param("after", after)
        .query((row, _) ->
            new InvocationEvent(
                row.getInt("sequence"),
                instant(row, "at"),
                row.getString("kind"),
                json.readValue(row.getString("details"), DETAILS)))
        .list();
  }

  /** The invocations of a schedule that have not finished, newest fire first. */
  public List<InvocationId> unfinishedOf(String schedule) {
    return jdbc.sql(
            """
            SELECT id FROM invocation
             WHERE schedule = :schedule AND phase <> 'FINISHED' ORDER BY fire_time DESC
            """)
        .param("schedule", schedule)
        .query((row, _) -> new InvocationId(row.getObject("id", UUID.class)))
        .list();
  }

  private Invocation invocation(ResultSet row, boolean whole) throws SQLException {
    var status = InvocationStatus.valueOf(row.getString("status"));
    String progress = row.getString("progress");
    return new Invocation(
        new InvocationId(row.getObject("id", UUID.class)),
        new JobName(row.getString("job")),
        row.getInt("revision"),
        status,
        status == InvocationStatus.FINISHED ? InvocationRow.outcome(row) : null,
        WaitReason.of(row),
        whole ? tree(row.getString("parameters")) : null,
        whole ? tree(row.getString("result")) : null,
        progress == null ? null : json.readValue(progress, Progress.class),
        row.getInt("priority"),
        labels(row.getString("labels")),
        InvocationRow.webhook(row),
        SlotKey.shown(row.getString("slot_key")),
        row.getString("unique_key"),
        row.getString("schedule"),
        instantOrNull(row, "fire_time"),
        row.getInt("dispatch"),
        row.getString("task"),
        row.getString("created_by"),
        instant(row, "created_at"),
        instant(row, "due_at"),
        instant(row, "start_by"),
        instantOrNull(row, "launched_at"),
        instantOrNull(row, "started_at"),
        instantOrNull(row, "deadline"),
        cancelRequestedAt(row),
        instantOrNull(row, "finished_at"));
  }

  private static @Nullable Instant cancelRequestedAt(ResultSet row) throws SQLException {
    return StopCause.CANCEL.name().equals(row.getString("stop_cause"))
        ? instantOrNull(row, "stop_at")
        : null;
  }

  private Map<String, String> labels(@Nullable String text) {
    return text == null ? Map.of() : json.readValue(text, LABELS);
  }

  private @Nullable JsonNode tree(@Nullable String text) {
    return text == null ? null : json.readTree(text);
  }

  /** Conditions, each there only if its value is. */
  private static final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    void add(String condition, String name, @Nullable Object value) {
      if (value != null) {
        conditions.add(condition);
        values.put(name, value);
      }
    }

    String clause() {
      return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }
  }
}
