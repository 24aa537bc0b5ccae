package org.iguazu.benchmarks.chaos;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.core.invocation.InvocationState;
import org.iguazu.core.invocation.News;
import org.iguazu.core.sql.Timestamps;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** What invocations should look like by their events. */
final class Folds {

  private static final Map<String, Class<?>> KINDS =
      Stream.of(News.class.getPermittedSubclasses())
          .collect(Collectors.toMap(Folds::kind, Function.identity()));

  private final Map<UUID, Optional<InvocationState>> states = new HashMap<>();

  private Folds() {}

  /** Folds all events; an illegal step leaves nothing. */
  static Folds of(JdbcClient jdbc) {
    var folds = new Folds();
    jdbc.sql("SELECT * FROM invocation_event ORDER BY invocation_id, sequence").query(folds::add);
    return folds;
  }

  private void add(ResultSet row) throws SQLException {
    UUID id = row.getObject("invocation_id", UUID.class);
    if (row.getInt("sequence") == 1) {
      states.put(id, Optional.of(new InvocationState.Queued(0)));
    } else {
      News news = news(row);
      states.merge(id, Optional.empty(), (before, _) -> before.flatMap(it -> it.after(news)));
    }
  }

  private static News news(ResultSet row) throws SQLException {
    ObjectNode details = (ObjectNode) IguazuJson.strict().readTree(row.getString("details"));
    details.put("at", Timestamps.instant(row, "at").toString());
    Class<?> type = KINDS.get(row.getString("kind"));
    return (News) IguazuJson.strict().treeToValue(details, type);
  }

  private static String kind(Class<?> news) {
    return news.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** Whether the row stands where its events lead. */
  boolean leadTo(ResultSet row) throws SQLException {
    Optional<InvocationState> folded =
        states.getOrDefault(row.getObject("id", UUID.class), Optional.empty());
    if (folded.isEmpty()) {
      return false;
    }
    InvocationState state = folded.get();
    return state.status().name().equals(row.getString("status"))
        && state.lastDispatch() == row.getInt("dispatch")
        && Objects.equals(state.lastTask().orElse(null), row.getString("task"))
        && outcome(state).equals(Optional.ofNullable(row.getString("outcome")));
  }

  private static Optional<String> outcome(InvocationState state) {
    return state instanceof InvocationState.Finished finished
        ? Optional.of(finished.outcome().kind().name())
        : Optional.empty();
  }
}
