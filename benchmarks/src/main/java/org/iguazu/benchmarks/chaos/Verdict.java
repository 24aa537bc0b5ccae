package org.iguazu.benchmarks.chaos;

import static org.iguazu.core.sql.Timestamps.instant;
import static org.iguazu.core.sql.Timestamps.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.benchmarks.chaos.Diary.Entered;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares what the callers were told, what the ledger says and what the jobs wrote down. */
final class Verdict {

  /** From the leave to start, which is on time, to the body: the answer's way to the runner. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

  private static final int EXAMPLES = 5;

  private final Map<UUID, Run> runs;
  private final Map<UUID, List<Entered>> entered;
  private final Callers callers;

  Verdict(JdbcClient jdbc, Callers callers, List<Entered> diary) {
    Folds folds = Folds.of(jdbc);
    this.callers = callers;
    this.runs =
        jdbc.sql("SELECT * FROM invocation").query((row, _) -> Run.read(row, folds)).list().stream()
            .collect(Collectors.toMap(Run::id, Function.identity()));
    this.entered = diary.stream().collect(Collectors.groupingBy(Entered::invocation));
  }

  /** What the ledger says of one invocation. */
  private record Run(
      UUID id,
      boolean fenced,
      @Nullable String schedule,
      @Nullable Instant fire,
      Instant startBy,
      @Nullable Instant startedAt,
      Optional<OutcomeKind> outcome,
      String reason,
      boolean folds) {

    static Run read(ResultSet row, Folds folds) throws SQLException {
      return new Run(
          row.getObject("id", UUID.class),
          row.getString("job").equals(Jobs.FENCED),
          row.getString("schedule"),
          instantOrNull(row, "fire_time"),
          instant(row, "start_by"),
          instantOrNull(row, "started_at"),
          Optional.ofNullable(row.getString("outcome")).map(OutcomeKind::valueOf),
          Optional.ofNullable(row.getString("reason")).orElse(""),
          folds.leadTo(row));
    }
  }

  /** What schedules, by their names, had to fire for: each so often, at even instants. */
  record Fires(Map<String, Duration> every, Instant from, Instant to) {

    private Set<String> all() {
      var all = new HashSet<String>();
      every.forEach((schedule, step) -> {
        long seconds = step.toSeconds();
        long first = Math.ceilDiv(from.getEpochSecond(), seconds) * seconds;
        for (long at = first; at < to.getEpochSecond(); at += seconds) {
          if (at % 60 % seconds == 0) {
            all.add(schedule + " " + Instant.ofEpochSecond(at));
          }
        }
      });
      return all;
    }
  }

  /**
   * One number of the table.
   *
   * @param promised whether it has to be zero
   * @param examples what it counts, some of it
   */
  record Line(String what, long count, boolean promised, List<String> examples) {

    boolean isKept() {
      return !promised || count == 0;
    }

    String text() {
      String mark = promised ? count == 0 ? "kept" : "BROKEN" : "";
      String number = String.format(Locale.ROOT, "%-58s %7d  %s", what, count, mark);
      return promised && count > 0 ? number + "\n    " + String.join("\n    ", examples) : number;
    }
  }

  List<Line> table(Fires fires) {
    var table = new ArrayList<Line>();
    table.add(count("invocations accepted from callers", callers.answers().keySet()));
    table.add(count("invocations of schedules", where(run -> run.schedule != null)));
    table.add(count("cancels acknowledged", callers.cancelled()));
    outcomes().forEach((outcome, all) -> table.add(count("ended " + outcome, all)));
    table.add(count("bodies entered", entered.keySet()));
    table.add(count("entered after startBy, without the fence", lateWithoutFence()));
    table.addAll(once());
    table.addAll(losses());
    table.addAll(lateStarts());
    table.addAll(fires(fires));
    table.add(none("rows that differ from the fold of their events", where(run -> !run.folds)));
    return table;
  }

  private List<Line> once() {
    return List.of(
        none("DUPLICATES: entered twice, with the fence", where(run -> run.fenced && twice(run))),
        none("DUPLICATES: entered twice, guards alone", where(run -> !run.fenced && twice(run))),
        none(
            "Idempotency-Keys answered with two invocations",
            callers.answers().values().stream().filter(ids -> ids.size() > 1).toList()),
        none(
            "in the ledger without having been answered",
            where(run -> run.schedule == null && !answered().contains(run.id))),
        none(
            "entered, of no invocation",
            entered.keySet().stream().filter(id -> !runs.containsKey(id)).toList()));
  }

  private List<Line> losses() {
    return List.of(
        none(
            "SILENT LOSSES: accepted, not in the ledger",
            answered().stream().filter(id -> !runs.containsKey(id)).toList()),
        none("SILENT LOSSES: never ended", where(run -> run.outcome.isEmpty())),
        none("SILENT LOSSES: ended without a reason", where(run -> run.reason.isBlank())),
        none(
            "SUCCEEDED, never entered",
            where(run ->
                run.outcome.equals(Optional.of(OutcomeKind.SUCCEEDED))
                    && !entered.containsKey(run.id))),
        none(
            "said never to have run, and entered",
            where(run ->
                run.outcome.filter(outcome -> !outcome.mayHaveRun()).isPresent()
                    && entered.containsKey(run.id))));
  }

  private List<Line> lateStarts() {
    return List.of(
        none(
            "LATE STARTS: leave given after startBy",
            where(
                run -> run.fenced && run.startedAt != null && run.startedAt.isAfter(run.startBy))),
        none(
            "LATE STARTS: entered after startBy, with the fence",
            where(run -> run.fenced && enteredAfter(run, run.startBy.plus(ON_ITS_WAY)))));
  }

  private List<Line> fires(Fires fires) {
    List<String> fired =
        runs.values().stream()
            .filter(run -> run.schedule != null)
            .map(run -> run.schedule + " " + run.fire)
            .toList();
    var distinct = new HashSet<String>(fired);
    Set<String> expected = fires.all();
    var twice = new ArrayList<String>(fired);
    distinct.forEach(twice::remove);
    return List.of(
        none("cron fires twice", twice),
        none("cron fires missed", without(expected, distinct)),
        none("cron fires that should not be", without(distinct, expected)));
  }

  private static List<String> without(Set<String> all, Set<String> those) {
    return all.stream().filter(it -> !those.contains(it)).sorted().toList();
  }

  private Map<String, List<Run>> outcomes() {
    return runs.values().stream()
        .filter(run -> run.outcome.isPresent())
        .collect(
            Collectors.groupingBy(
                run -> run.outcome.get().name(), TreeMap::new, Collectors.toList()));
  }

  private List<Run> lateWithoutFence() {
    return where(run -> !run.fenced && enteredAfter(run, run.startBy));
  }

  private boolean twice(Run run) {
    return entered.getOrDefault(run.id, List.of()).size() > 1;
  }

  private boolean enteredAfter(Run run, Instant latest) {
    return entered.getOrDefault(run.id, List.of()).stream()
        .anyMatch(entry -> entry.at().isAfter(latest));
  }

  private Set<UUID> answered() {
    return callers.answers().values().stream()
        .flatMap(Set::stream)
        .map(InvocationId::value)
        .collect(Collectors.toSet());
  }

  private List<Run> where(Predicate<Run> condition) {
    return runs.values().stream().filter(condition).toList();
  }

  private static Line count(String what, Collection<?> counted) {
    return new Line(what, counted.size(), false, List.of());
  }

  private Line none(String what, Collection<?> counted) {
    Stream<String> examples = counted.stream().limit(EXAMPLES).map(this::example);
    return new Line(what, counted.size(), true, examples.toList());
  }

  private String example(Object counted) {
    return counted instanceof Run run
        ? run + " " + entered.getOrDefault(run.id, List.of())
        : counted.toString();
  }
}
