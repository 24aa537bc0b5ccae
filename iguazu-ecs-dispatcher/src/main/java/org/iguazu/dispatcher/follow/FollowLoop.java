package org.iguazu.dispatcher.follow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.core.invocation.ActiveDispatch;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.lease.Leases;
import org.iguazu.core.wake.Wakeups;
import org.iguazu.dispatcher.deadline.TaskStopper;
import org.iguazu.dispatcher.dispatch.DispatcherProperties;
import org.iguazu.dispatcher.pace.Alarm;
import org.iguazu.dispatcher.pace.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round all active dispatches again and again, on one server at a time: expires, follows,
 * reconciles, stops. A cancel is heard of between rounds and acted on at once.
 */
public final class FollowLoop {

  private static final Logger LOG = LoggerFactory.getLogger(FollowLoop.class);
  private static final String LEASE = "follow-tasks";
  private static final int PAGE = 500;
  private static final int MOST_LOOKED_AT = 100;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final String server;
  private final InvocationLedger ledger;
  private final InvocationReader reader;
  private final Leases leases;
  private final Supplier<Set<String>> clusters;
  private final Followers followers;
  private final DispatcherProperties properties;
  private final Pause pause;
  private final InstantSource clock;
  private final Alarm alarm;
  private final Thread thread;
  private final Set<InvocationId> changed = ConcurrentHashMap.newKeySet();
  private Instant nextSearch = Instant.MIN;
  private volatile boolean leading;

  /** Those who do the work of a round. */
  public record Followers(
      TaskFollower tasks, Reconciler reconciler, StrayTasks strays, TaskStopper stopper) {}

  /**
   * What is written down.
   *
   * @param clusters that any job may have run on
   */
  public record Records(
      InvocationLedger ledger,
      InvocationReader reader,
      Leases leases,
      Supplier<Set<String>> clusters) {}

  /**
   * A loop that does not run yet.
   *
   * @param server holds the lease while it leads
   */
  public FollowLoop(
      String server,
      Records records,
      Followers followers,
      DispatcherProperties properties,
      Pause pause,
      InstantSource clock) {
    this.server = server;
    this.ledger = records.ledger();
    this.reader = records.reader();
    this.leases = records.leases();
    this.clusters = records.clusters();
    this.followers = followers;
    this.properties = properties;
    this.pause = pause;
    this.clock = clock;
    this.alarm = new Alarm(clock);
    this.thread = Thread.ofPlatform().name("iguazu-follower").unstarted(this::run);
  }

  /** Begins to go round, told of cancels by {@code wakeups}. */
  public void start(Wakeups wakeups) {
    wakeups.onChange(this::changed);
    thread.start();
  }

  /** Ends with the round under way, and lets another server lead. */
  public void stop() throws InterruptedException {
    pause.stop();
    alarm.ring();
    thread.join(STOP_WITHIN);
    if (leading) {
      leases.release(LEASE, server);
    }
  }

  /** Most have just finished; of a flood of them the next round finds the cancelled ones. */
  private void changed(InvocationId invocation) {
    if (leading && changed.size() < MOST_LOOKED_AT) {
      changed.add(invocation);
      alarm.ring();
    }
  }

  private void run() {
    Instant nextRound = clock.instant();
    while (!pause.isStopped()) {
      try {
        stopCancelled();
        if (!clock.instant().isBefore(nextRound)) {
          nextRound = clock.instant().plus(properties.followInterval());
          round(clock.instant());
        }
        alarm.sleep(nextRound);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("could not go round the active dispatches, trying again", e);
        pause.of(properties.followInterval());
      }
    }
  }

  /** One round, unless another server goes round. */
  public void round(Instant now) {
    leading = leases.acquire(LEASE, server, properties.leaseTime(), now);
    if (!leading) {
      return;
    }
    expire(now);
    Set<String> followed = followAll();
    if (leading && !now.isBefore(nextSearch)) {
      nextSearch = now.plus(properties.strayInterval());
      clusters
          .get()
          .forEach(cluster -> followers.strays().search(cluster, followed, clock.instant()));
    }
  }

  private void expire(Instant now) {
    int expired = PAGE;
    while (expired == PAGE) {
      expired = ledger.expire(now, PAGE);
    }
  }

  /** Follows page by page; returns the tasks that are wanted. */
  private Set<String> followAll() {
    var followed = new HashSet<String>();
    InvocationId after = null;
    List<ActiveDispatch> page;
    do {
      Instant now = clock.instant();
      page = ledger.active(after, PAGE);
      follow(page, now);
      for (ActiveDispatch active : page) {
        active.state().lastTask().ifPresent(followed::add);
        after = active.invocation();
      }
      leading = leases.acquire(LEASE, server, properties.leaseTime(), clock.instant());
    } while (page.size() == PAGE && leading && !pause.isStopped());
    return followed;
  }

  private void follow(List<ActiveDispatch> page, Instant now) {
    page.stream()
        .filter(active -> active.state().lastTask().isEmpty())
        .forEach(active -> followers.reconciler().consider(active, now));
    followers
        .tasks()
        .follow(page.stream().filter(active -> active.state().lastTask().isPresent()).toList());
  }

  private void stopCancelled() {
    for (InvocationId invocation : Set.copyOf(changed)) {
      changed.remove(invocation);
      reader.find(invocation).ifPresent(this::stopIfCancelled);
    }
  }

  private void stopIfCancelled(Invocation invocation) {
    String task = invocation.task();
    if (invocation.cancelRequestedAt() != null && invocation.finishedAt() == null && task != null) {
      followers.stopper().stop(clusterOf(task), task, "cancelled on request");
    }
  }

  /** The cluster in a task's ARN: {@code …:task/<cluster>/<id>}. */
  private static String clusterOf(String task) {
    return task.split("/", -1)[1];
  }
}
