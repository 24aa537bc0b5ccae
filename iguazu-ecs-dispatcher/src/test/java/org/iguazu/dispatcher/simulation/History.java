package org.iguazu.dispatcher.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationEvent;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.core.invocation.InvocationState;
import org.iguazu.core.invocation.InvocationState.Finished;
import org.iguazu.core.invocation.InvocationState.Queued;
import org.iguazu.core.invocation.News;
import org.iguazu.dispatcher.simulation.SimulatedEcs.SimulatedTask;

/**
 * What became of one invocation, by the ledger's account and by those who saw it.
 *
 * @param bodies who entered the job's body
 * @param tasks that ECS made for it
 */
record History(
    Invocation row, List<InvocationEvent> events, List<String> bodies, List<SimulatedTask> tasks) {

  private static final Set<OutcomeKind> NEVER_RAN =
      Set.of(OutcomeKind.EXPIRED, OutcomeKind.CANCELLED);

  /** All that is wrong with it. */
  List<String> broken() {
    var broken = new ArrayList<String>();
    check(broken, bodies.size() <= 1, "its body was entered twice");
    check(broken, tasks.size() <= 1, "it got two tasks");
    check(broken, !startedLate(), "it started after its startBy");
    check(broken, row.status() == InvocationStatus.FINISHED, "it has not ended");
    check(broken, tasks.stream().allMatch(SimulatedTask::hasStopped), "its task still runs");
    check(broken, bodies.isEmpty() || !saysNeverRan(), "it ran, though it is said not to have");
    try {
      check(broken, isFold(fold()), "its row is not the fold of its events");
    } catch (IllegalStateException e) {
      broken.add(e.getMessage());
    }
    return broken;
  }

  private static void check(List<String> broken, boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
  }

  private boolean startedLate() {
    return events.stream()
        .anyMatch(event -> event.kind().equals("started") && event.at().isAfter(row.startBy()));
  }

  private boolean saysNeverRan() {
    return row.outcome() != null && NEVER_RAN.contains(row.outcome().kind());
  }

  private InvocationState fold() {
    InvocationState state = new Queued(0);
    for (InvocationEvent event : events.subList(1, events.size())) {
      InvocationState before = state;
      state =
          before
              .after(news(event))
              .orElseThrow(
                  () -> new IllegalStateException(event.kind() + " is no step from " + before));
    }
    return state;
  }

  private boolean isFold(InvocationState state) {
    return state.status() == row.status()
        && state.lastDispatch() == row.dispatch()
        && state.lastTask().equals(Optional.ofNullable(row.task()))
        && Objects.equals(state instanceof Finished it ? it.outcome() : null, row.outcome());
  }

  private static News news(InvocationEvent event) {
    Map<String, Object> details = new HashMap<>(event.details());
    details.put("at", event.at().toString());
    return IguazuJson.strict().convertValue(details, typeOf(event.kind()));
  }

  @SuppressWarnings("unchecked") // News is sealed: what it permits implements it
  private static Class<? extends News> typeOf(String kind) {
    String name = kind.replace("-", "").toLowerCase(Locale.ROOT);
    for (Class<?> type : News.class.getPermittedSubclasses()) {
      if (type.getSimpleName().toLowerCase(Locale.ROOT).equals(name)) {
        return (Class<? extends News>) type;
      }
    }
    throw new IllegalStateException("there is no news " + kind);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(
        "invocation %s (%s), to start by %s: %s %s%n"
            .formatted(row.id(), row.job(), row.startBy(), row.status(), row.outcome()));
    for (InvocationEvent event : events) {
      text.append("  %s %s %s%n".formatted(event.at(), event.kind(), event.details()));
    }
    tasks.forEach(task -> text.append("  task %s%n".formatted(task)));
    bodies.forEach(body -> text.append("  body entered by %s%n".formatted(body)));
    return text.toString();
  }
}
