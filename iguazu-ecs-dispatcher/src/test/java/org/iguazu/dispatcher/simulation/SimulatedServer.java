package org.iguazu.dispatcher.simulation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.core.capability.Capabilities;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.invocation.Entry;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.invocation.InvocationState;
import org.iguazu.core.invocation.News;
import org.iguazu.core.lease.Leases;
import org.iguazu.core.limit.LaunchBucket;
import org.iguazu.core.task.TaskDefinitionStore;
import org.iguazu.dispatcher.deadline.TaskStopper;
import org.iguazu.dispatcher.dispatch.Dispatcher;
import org.iguazu.dispatcher.dispatch.DispatcherProperties;
import org.iguazu.dispatcher.dispatch.LaunchMetrics;
import org.iguazu.dispatcher.dispatch.LaunchPool;
import org.iguazu.dispatcher.dispatch.LaunchRequests;
import org.iguazu.dispatcher.dispatch.NewsRecorder;
import org.iguazu.dispatcher.dispatch.Revisions;
import org.iguazu.dispatcher.dispatch.TaskDefinitionRequests;
import org.iguazu.dispatcher.dispatch.TaskDefinitions;
import org.iguazu.dispatcher.dispatch.TaskLauncher;
import org.iguazu.dispatcher.event.EventLoop;
import org.iguazu.dispatcher.event.EventMetrics;
import org.iguazu.dispatcher.event.EventProperties;
import org.iguazu.dispatcher.event.TaskEventQueue;
import org.iguazu.dispatcher.follow.FollowLoop;
import org.iguazu.dispatcher.follow.Reconciler;
import org.iguazu.dispatcher.follow.StrayTasks;
import org.iguazu.dispatcher.follow.TaskFollower;
import org.iguazu.dispatcher.follow.TaskReader;
import org.iguazu.dispatcher.isolation.IsolationFields;
import org.iguazu.dispatcher.isolation.IsolationProperties;
import org.iguazu.dispatcher.log.LogProperties;
import org.iguazu.dispatcher.pace.LaunchBudget;
import org.iguazu.dispatcher.pace.Pause;
import org.iguazu.dispatcher.simulation.Fibers.Host;
import org.iguazu.dispatcher.staging.StagingFields;
import org.iguazu.dispatcher.staging.StagingProperties;
import org.iguazu.test.Assembly;
import software.amazon.awssdk.regions.Region;

/** The dispatcher's own classes, put together as in production, as one process that can die. */
final class SimulatedServer {

  private static final DispatcherProperties PROPERTIES =
      new DispatcherProperties(
          true,
          URI.create("http://127.0.0.1:8080"),
          32,
          500,
          2000,
          Duration.ofSeconds(1),
          100,
          40,
          Duration.ofSeconds(60),
          Duration.ofMinutes(2),
          Duration.ofMinutes(15),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15));

  private static final EventProperties EVENTS =
      new EventProperties(
          URI.create("http://127.0.0.1:8081/000000000000/events"),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30));

  private static final Duration LONGEST_STALL = Duration.ofMinutes(5);

  /** By how much another dispatch waits longer than it must. */
  static final double CHANCE = 0.5;

  private final Host host = new Host();
  private final Fibers fibers;
  private final Faults faults;
  private final Runnable afterClaim;
  private final Dispatcher dispatcher;
  private final FollowLoop followLoop;

  /**
   * A process that begins to work.
   *
   * @param core what it knows by heart: jobs, secrets, task definitions
   * @param afterClaim looks at what was claimed
   */
  SimulatedServer(
      String name,
      Assembly core,
      DataSource database,
      SimulatedEcs ecs,
      SimulatedQueue events,
      Fibers fibers,
      Faults faults,
      Runnable afterClaim) {
    this.fibers = fibers;
    this.afterClaim = afterClaim;
    this.faults = faults;
    var ledger = new InvocationLedger(database, () -> CHANCE);
    var reader = new InvocationReader(database, fibers);
    Pause pause = new VirtualPause();
    var bucket =
        new LaunchBucket(
            core.get(DataSource.class), PROPERTIES.launchBurst(), PROPERTIES.launchRate());
    var pacing =
        new TaskLauncher.Pacing(
            new LaunchBudget(
                now -> bucket.take(1, now).getFirst(),
                bucket::empty,
                PROPERTIES.launchBurst(),
                PROPERTIES.launchRate()),
            pause,
            fibers,
            task -> fibers.start(host, () -> alone(task)));
    var metrics = new LaunchMetrics(new SimpleMeterRegistry());
    var launcher =
        new TaskLauncher(
            ecs,
            new TaskDefinitions(
                ecs,
                core.get(TaskDefinitionStore.class),
                new TaskDefinitionRequests(
                    Region.US_EAST_1,
                    core.get(LogProperties.class),
                    new IsolationFields(new IsolationProperties("")),
                    new StagingFields(new StagingProperties("courier"))),
                pause,
                fibers),
            new Revisions(core.get(JobCatalog.class)),
            new LaunchRequests(PROPERTIES.callbackUrl(), core.get(Capabilities.class)),
            pacing,
            metrics);
    var recorder = new NewsRecorder(entries -> enter(entries, ledger), pause, fibers);
    var pool = new LaunchPool(launcher, recorder, reader, metrics, pacing, PROPERTIES);
    var tasks = new TaskReader(ecs);
    var stopper = new TaskStopper(ecs, pacing.budget(), fibers);
    this.dispatcher = new Dispatcher(name, ledger, pool, metrics, pacing, PROPERTIES);
    var follower =
        new TaskFollower(
            ledger, tasks, stopper, PROPERTIES.launchProof(), dispatcher::roomPerhaps, fibers);
    this.followLoop =
        new FollowLoop(
            name,
            new FollowLoop.Records(
                ledger, reader, new Leases(database), core.get(JobCatalog.class)::clusters),
            new FollowLoop.Followers(
                follower,
                new Reconciler(name, ledger, launcher, tasks, PROPERTIES, fibers, pacing.threads()),
                new StrayTasks(tasks, reader, stopper),
                stopper),
            PROPERTIES,
            pause,
            fibers);
    fibers.start(host, () -> again(this::claim));
    fibers.start(host, () -> again(() -> followLoop.round(fibers.instant())));
    var eventLoop =
        new EventLoop(
            new TaskEventQueue(() -> events, EVENTS),
            follower,
            new EventMetrics(new SimpleMeterRegistry()),
            pause);
    if (faults.events()) {
      fibers.start(host, () -> again(eventLoop::receive));
    }
  }

  /**
   * Between deciding that nothing was sent and writing it down much may happen elsewhere; and who
   * does not hear that it was written down says it again.
   */
  private List<Optional<InvocationState>> enter(List<Entry> entries, InvocationLedger ledger) {
    boolean delayed = faults.givesBack() && entries.getFirst().news() instanceof News.Refused;
    if (delayed && faults.oneIn(2)) {
      fibers.sleep(fibers.upTo(LONGEST_STALL));
    }
    List<Optional<InvocationState>> states = ledger.append(entries);
    if (delayed && faults.oneIn(3)) {
      throw new IllegalStateException("the commit was not answered");
    }
    return states;
  }

  private final class VirtualPause extends Pause {

    @Override
    public boolean of(Duration time) {
      fibers.sleep(time);
      return true;
    }
  }

  Host host() {
    return host;
  }

  void changed(InvocationId invocation) {
    fibers.start(host, () -> dispatcher.changed(invocation));
  }

  /** A thread that breaks takes no other with it, and not its loop. */
  private static void alone(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // would be logged
    }
  }

  private void claim() {
    boolean more = true;
    while (more) {
      more = dispatcher.claim();
      afterClaim.run();
      fibers.pause();
    }
  }

  /** As the loops in production do; rarer, for every round costs a look into the database. */
  private void again(Runnable step) {
    while (true) {
      alone(step); // the loops log what breaks, and go on
      fibers.sleep(fibers.upTo(Duration.ofSeconds(faults.areOn() ? 25 : 120)));
    }
  }
}
