package org.iguazu.dispatcher.follow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.core.invocation.ActiveDispatch;
import org.iguazu.core.invocation.Entry;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationState;
import org.iguazu.core.invocation.News;
import org.iguazu.core.invocation.StopCause;
import org.iguazu.dispatcher.deadline.Deadlines;
import org.iguazu.dispatcher.deadline.Deadlines.StopOrder;
import org.iguazu.dispatcher.deadline.TaskStopper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;

/**
 * Brings dispatches whose task is known up to date with what ECS says, and stops those that may not
 * go on. All of it may be done twice, by two servers or after a restart: the ledger takes each end
 * once.
 */
public final class TaskFollower {

  private static final Logger LOG = LoggerFactory.getLogger(TaskFollower.class);

  private final InvocationLedger ledger;
  private final TaskReader reader;
  private final TaskStopper stopper;
  private final Duration launchProof;
  private final Runnable onEnded;
  private final InstantSource clock;
  private final NewestNews newest = new NewestNews();
  private final Cache<String, Instant> missingSince =
      Caffeine.newBuilder().maximumSize(50_000).expireAfterAccess(Duration.ofMinutes(10)).build();

  /**
   * A follower.
   *
   * @param launchProof how long ECS may not know a task that it has accepted
   * @param onEnded called when tasks have ended, so that there is room
   * @param clock asked after each answer: nothing in it can have happened later
   */
  public TaskFollower(
      InvocationLedger ledger,
      TaskReader reader,
      TaskStopper stopper,
      Duration launchProof,
      Runnable onEnded,
      InstantSource clock) {
    this.ledger = ledger;
    this.reader = reader;
    this.stopper = stopper;
    this.launchProof = launchProof;
    this.onEnded = onEnded;
    this.clock = clock;
  }

  /** Asks after the tasks of these dispatches, whose task is known, and acts on the answers. */
  void follow(List<ActiveDispatch> dispatches) {
    dispatches.stream()
        .collect(Collectors.groupingBy(ActiveDispatch::cluster))
        .forEach((cluster, those) -> inBatches(those, batch -> followBatch(cluster, batch)));
  }

  private static void inBatches(
      List<ActiveDispatch> dispatches, Consumer<List<ActiveDispatch>> action) {
    for (int from = 0; from < dispatches.size(); from += TaskReader.MOST) {
      action.accept(dispatches.subList(from, Math.min(from + TaskReader.MOST, dispatches.size())));
    }
  }

  /**
   * Applies what ECS has sent: in any order, perhaps again, perhaps late, perhaps about tasks that
   * are not ours.
   *
   * @return how many changes it led to
   */
  public int hear(List<TaskNews> sent) {
    Map<InvocationId, ActiveDispatch> active =
        ledger
            .active(sent.stream().flatMap(TaskFollower::invocationOf).collect(Collectors.toSet()))
            .stream()
            .collect(Collectors.toMap(ActiveDispatch::invocation, Function.identity()));
    Instant now = clock.instant();
    List<Entry> entries =
        sent.stream()
            .sorted(Comparator.comparingLong(TaskNews::version))
            .flatMap(news ->
                invocationOf(news)
                    .map(active::get)
                    .filter(Objects::nonNull)
                    .flatMap(it -> heard(it, news, now)))
            .toList();
    return append(entries);
  }

  private static Stream<InvocationId> invocationOf(TaskNews news) {
    return DispatchToken.of(news).map(DispatchToken::invocation).stream();
  }

  private Stream<Entry> heard(ActiveDispatch active, TaskNews news, Instant now) {
    InvocationState state = active.state();
    boolean current =
        DispatchToken.of(news).orElseThrow().dispatch() == state.lastDispatch()
            && state.lastTask().orElse(news.task()).equals(news.task());
    if (!current) {
      return Stream.empty(); // the search for strays stops it, if it must
    }
    News accepted = new News.Accepted(state.lastDispatch(), news.task(), now);
    Optional<InvocationState> launched = state.after(accepted);
    return Stream.concat(
            launched.map(_ -> accepted).stream(),
            known(launched.map(active::in).orElse(active), news, now).stream())
        .map(it -> new Entry(active.invocation(), it));
  }

  private void followBatch(String cluster, List<ActiveDispatch> batch) {
    Map<String, TaskNews> answers;
    try {
      answers =
          reader.describe(cluster, batch.stream().map(TaskFollower::taskOf).toList()).stream()
              .collect(Collectors.toMap(TaskNews::task, Function.identity(), (a, _) -> a));
    } catch (ClusterNotFoundException e) {
      answers = Map.of(); // so none of its tasks is known
    } catch (SdkException e) {
      LOG.warn("cannot ask ECS about {} tasks, trying again: {}", batch.size(), e.getMessage());
      return;
    }
    apply(batch, answers, clock.instant());
  }

  private static String taskOf(ActiveDispatch active) {
    return active.state().lastTask().orElseThrow();
  }

  private void apply(List<ActiveDispatch> batch, Map<String, TaskNews> answers, Instant now) {
    var entries = new ArrayList<Entry>();
    for (ActiveDispatch active : batch) {
      TaskNews answer = answers.get(taskOf(active));
      Optional<News> news = answer == null ? missing(active, now) : known(active, answer, now);
      news.ifPresent(it -> entries.add(new Entry(active.invocation(), it)));
      boolean stopped = answer != null && answer.isStopped();
      if (!stopped) {
        boolean seenRunning = answer != null && answer.hasStarted();
        Deadlines.decide(active, seenRunning, now).ifPresent(order -> stop(active, order, now));
      }
    }
    var _ = append(entries);
  }

  private int append(List<Entry> entries) {
    List<InvocationState> states =
        ledger.append(entries).stream().flatMap(Optional::stream).toList();
    if (states.stream().anyMatch(TaskFollower::hasEnded)) {
      onEnded.run();
    }
    return states.size();
  }

  /** Its dispatch, that is: another may follow. */
  private static boolean hasEnded(InvocationState state) {
    return state instanceof InvocationState.Finished || state instanceof InvocationState.Queued;
  }

  private Optional<News> known(ActiveDispatch active, TaskNews answer, Instant now) {
    missingSince.invalidate(answer.task());
    return newest.isOutdated(answer) ? Optional.empty() : TaskVerdicts.of(active, answer, now);
  }

  /** ECS may not know a task right after it made it, and forgets it an hour after its end. */
  private Optional<News> missing(ActiveDispatch active, Instant now) {
    Instant since = missingSince.get(taskOf(active), _ -> now);
    return now.isBefore(since.plus(launchProof))
        ? Optional.empty()
        : Optional.of(
            new News.Lost(
                active.state().lastDispatch(),
                "ECS no longer knows its task, whose end nobody has seen",
                now));
  }

  /** The ledger hears of a time-out before the task does, so that its end is understood. */
  private void stop(ActiveDispatch active, StopOrder order, Instant now) {
    if (order.timedOut()) {
      int dispatch = active.state().lastDispatch();
      ledger.append(
          active.invocation(),
          new News.StopRequested(StopCause.TIMEOUT, "dispatcher", dispatch, now));
    }
    stopper.stop(active.cluster(), taskOf(active), order.reason());
  }
}
