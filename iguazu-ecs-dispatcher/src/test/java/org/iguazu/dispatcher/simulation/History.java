package org.iguazu.dispatcher.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationEvent;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.job.EndCause;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.core.invocation.InvocationState;
import org.iguazu.core.invocation.InvocationState.Finished;
import org.iguazu.core.invocation.InvocationState.Queued;
import org.iguazu.core.invocation.News;
import org.iguazu.dispatcher.simulation.SimulatedEcs.SimulatedTask;
import org.jspecify.annotations.Nullable;

/**
 * What became of one invocation, by the ledger's account and by those who saw it.
 *
 * @param startBy of its first dispatch
 * @param bodies who entered the job's body
 * @param tasks that ECS made for it
 */
record History(
    Invocation row,
    Instant startBy,
    List<InvocationEvent> events,
    List<Body> bodies,
    List<SimulatedTask> tasks) {

  private static final Set<String> ENDS = Set.of("succeeded", "failed", "task-ended", "lost");

  private static final Set<OutcomeKind> NEVER_RAN =
      Set.of(OutcomeKind.EXPIRED, OutcomeKind.CANCELLED);

  /**
   * That a job's body was entered.
   *
   * @param by the task, and the process in it
   */
  record Body(int dispatch, String by) {}

  /** All that is wrong with it. */
  List<String> broken() {
    var broken = new ArrayList<String>();
    check(broken, areDistinct(bodies, Body::dispatch), "a dispatch entered its body twice");
    check(broken, areDistinct(tasks, SimulatedTask::dispatch), "a dispatch got two tasks");
    if (row.job().value().equals(SimulatedJob.AGAIN)) {
      checkAgain(broken);
    } else {
      check(broken, bodies.size() <= 1, "its body was entered twice");
      check(broken, tasks.size() <= 1, "it got two tasks");
    }
    check(broken, !timedOutEarly(), "its time was said to be over before it was");
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

  private static <T> boolean areDistinct(List<T> all, ToIntFunction<T> number) {
    return all.stream().mapToInt(number).distinct().count() == all.size();
  }

  private void checkAgain(List<String> broken) {
    long ends = events.stream().filter(event -> ENDS.contains(event.kind())).count();
    check(broken, ends <= SimulatedJob.MOST_DISPATCHES, "too many dispatches may have run");
    check(broken, bodies.size() <= SimulatedJob.MOST_DISPATCHES, "too many bodies were entered");
    check(
        broken,
        bodies.stream().allMatch(body -> isTold(body.dispatch())),
        "its history does not tell of a dispatch that ran");
    check(
        broken, !startedAgainAfterAll(), "it was started again after an end that it does not name");
  }

  private boolean isTold(int dispatch) {
    return events.stream()
        .anyMatch(event -> Integer.valueOf(dispatch).equals(event.details().get("dispatch")));
  }

  /** Whether a claim followed an end after which none may. */
  private boolean startedAgainAfterAll() {
    boolean over = false;
    boolean stopped = false;
    for (InvocationEvent event : events) {
      switch (event.kind()) {
        case "claimed" -> {
          if (over) {
            return true;
          }
          stopped = false;
        }
        case "stop-requested" -> stopped = true;
        case "succeeded", "failed", "expired" -> over = true;
        case "task-ended" -> over |= stopped || !isNamed(event.details().get("cause"));
        default -> {}
      }
    }
    return false;
  }

  private static boolean isNamed(@Nullable Object cause) {
    return cause != null
        && SimulatedJob.STARTED_AGAIN_AFTER.contains(EndCause.valueOf(cause.toString()));
  }

  private boolean timedOutEarly() {
    int dispatch = 0;
    for (InvocationEvent event : events) {
      if (event.kind().equals("claimed")) {
        dispatch++;
      }
      int current = dispatch;
      if (event.kind().equals("stop-requested")
          && "TIMEOUT".equals(event.details().get("cause"))
          && tasks.stream()
              .filter(task -> task.dispatch() == current)
              .noneMatch(task -> task.hadRunFor(SimulatedJob.TIMEOUT, event.at()))) {
        return true;
      }
    }
    return false;
  }

  private boolean startedLate() {
    Instant inForce = startBy;
    for (InvocationEvent event : events) {
      if (event.kind().equals("started") && event.at().isAfter(inForce)) {
        return true;
      }
      if (event.details().get("next") instanceof Map<?, ?> next) {
        inForce = Instant.parse(String.valueOf(next.get("startBy")));
      }
    }
    return false;
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
