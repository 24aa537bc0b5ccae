package org.iguazu.dispatcher.follow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.core.invocation.ActiveDispatch;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationState.Dispatching;
import org.iguazu.core.invocation.News;
import org.iguazu.dispatcher.dispatch.DispatcherProperties;
import org.iguazu.dispatcher.dispatch.Launch;
import org.iguazu.dispatcher.dispatch.LaunchOutcome;
import org.iguazu.dispatcher.dispatch.TaskLauncher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out about dispatches of which nobody knows whether ECS has a task: their RunTask was not
 * answered, or their server died in between. Nothing is concluded from silence until {@code
 * launchProof} is over.
 */
public final class Reconciler {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);
  private static final Duration ONE_TRY = Duration.ofSeconds(15);
  private static final int AT_ONCE = 8;

  private final String server;
  private final InvocationLedger ledger;
  private final TaskLauncher launcher;
  private final TaskReader reader;
  private final DispatcherProperties properties;
  private final InstantSource clock;
  private final Executor threads;
  private final Semaphore asking = new Semaphore(AT_ONCE, true);
  private final Set<InvocationId> underWay = ConcurrentHashMap.newKeySet();
  private final Cache<InvocationId, Instant> tried =
      Caffeine.newBuilder().maximumSize(50_000).build();

  /**
   * A reconciler.
   *
   * @param server this server's name in the history of what it takes over
   * @param threads in which it waits for answers
   */
  public Reconciler(
      String server,
      InvocationLedger ledger,
      TaskLauncher launcher,
      TaskReader reader,
      DispatcherProperties properties,
      InstantSource clock,
      Executor threads) {
    this.server = server;
    this.ledger = ledger;
    this.launcher = launcher;
    this.reader = reader;
    this.properties = properties;
    this.clock = clock;
    this.threads = threads;
  }

  /**
   * Takes up a dispatch whose task is not known, unless it is too early; does not wait for answers.
   */
  void consider(ActiveDispatch active, Instant now) {
    Reconciliation what =
        Reconciliation.of(active, properties.reconcileAfter(), properties.launchProof(), now);
    Instant last = tried.getIfPresent(active.invocation());
    boolean recently = last != null && now.isBefore(last.plus(BETWEEN_TRIES));
    if (what == Reconciliation.WAIT || recently || !underWay.add(active.invocation())) {
      return;
    }
    tried.put(active.invocation(), now);
    threads.execute(() -> reconcile(active, what));
  }

  private void reconcile(ActiveDispatch active, Reconciliation what) {
    asking.acquireUninterruptibly();
    try {
      newsOf(active, what)
          .ifPresent(news -> {
            LOG.info("invocation {} reconciled: {}", active.invocation(), news);
            ledger.append(active.invocation(), news);
          });
    } catch (RuntimeException e) {
      LOG.warn("could not find out about invocation {}, trying again", active.invocation(), e);
    } finally {
      asking.release();
      underWay.remove(active.invocation());
    }
  }

  private Optional<News> newsOf(ActiveDispatch active, Reconciliation what) {
    return switch (what) {
      case WAIT -> Optional.empty();
      case REPEAT -> repeat(active);
      case FIND -> find(active);
      case GIVE_UP -> find(active).or(() -> Optional.of(lost(active)));
    };
  }

  /**
   * First in the ledger, then at ECS: a server that was frozen since it decided to give the launch
   * back finds that it no longer can.
   */
  private boolean takeOver(ActiveDispatch active) {
    if (active.state() instanceof Dispatching(_, _, boolean takenOver, _) && takenOver) {
      return true;
    }
    var news = new News.TakenOver(active.state().lastDispatch(), server, clock.instant());
    return ledger.append(active.invocation(), news).isPresent();
  }

  private Optional<News> repeat(ActiveDispatch active) {
    if (!takeOver(active)) {
      return Optional.empty(); // it has moved on meanwhile
    }
    int dispatch = active.state().lastDispatch();
    Instant until = clock.instant().plus(ONE_TRY);
    LaunchOutcome outcome = launcher.repeat(Launch.of(active), until);
    Instant now = clock.instant();
    return switch (outcome) {
      case LaunchOutcome.Accepted(String task) ->
          Optional.of(new News.Accepted(dispatch, task, now));
      case LaunchOutcome.Refused(var refusal, boolean tokenSpent) ->
          Optional.of(new News.Refused(dispatch, refusal.reason(), now, tokenSpent, now));
      case LaunchOutcome.Unknown _ -> Optional.empty();
    };
  }

  private Optional<News> find(ActiveDispatch active) {
    var launch = Launch.of(active);
    return reader
        .startedBy(active.cluster(), launch.token(), "iguazu-" + active.job())
        .map(task -> new News.Accepted(launch.dispatch(), task.task(), clock.instant()));
  }

  private News lost(ActiveDispatch active) {
    return new News.Lost(
        active.state().lastDispatch(),
        "ECS did not answer whether it started a task, and none was found within "
            + properties.launchProof(),
        clock.instant());
  }
}
