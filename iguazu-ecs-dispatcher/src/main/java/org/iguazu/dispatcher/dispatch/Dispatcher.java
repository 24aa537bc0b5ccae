package org.iguazu.dispatcher.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.core.invocation.Claim;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.wake.Wakeups;
import org.iguazu.dispatcher.pace.Alarm;
import org.iguazu.dispatcher.pace.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims invocations as soon as they are due, and never before, and hands them to the {@link
 * LaunchPool}. It wakes for what the database announces, for the next due instant, and for a poll
 * in case an announcement was lost.
 */
public final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
  private static final Duration STOP_CHECK = Duration.ofMillis(20);

  private final String server;
  private final InvocationLedger ledger;
  private final LaunchPool pool;
  private final LaunchMetrics metrics;
  private final Pause pause;
  private final InstantSource clock;
  private final DispatcherProperties properties;
  private final Alarm alarm;
  private final Thread thread;
  private volatile boolean hungry;

  /**
   * A dispatcher that does not run yet.
   *
   * @param server this server's name in the history of what it claims
   */
  public Dispatcher(
      String server,
      InvocationLedger ledger,
      LaunchPool pool,
      LaunchMetrics metrics,
      TaskLauncher.Pacing pacing,
      DispatcherProperties properties) {
    this.server = server;
    this.ledger = ledger;
    this.pool = pool;
    this.metrics = metrics;
    this.pause = pacing.pause();
    this.clock = pacing.clock();
    this.properties = properties;
    this.alarm = new Alarm(clock);
    this.thread = Thread.ofPlatform().name("iguazu-dispatcher").unstarted(this::run);
  }

  /** Begins to claim, woken by {@code wakeups}. */
  public void start(Wakeups wakeups) {
    pool.onSettled(this::settled);
    wakeups.onDue(alarm::at);
    wakeups.onMissed(alarm::ring);
    wakeups.onChange(this::changed);
    thread.start();
  }

  /** Tasks have ended, so full clusters may have room. */
  public void roomPerhaps() {
    if (pool.gates().roomPerhaps(clock.instant())) {
      alarm.ring();
    }
  }

  /** Claims no more, gives back what was not sent yet, and waits for the answers to what was. */
  public void stop() throws InterruptedException {
    pause.stop();
    alarm.ring();
    thread.join(STOP_WITHIN);
    Instant latest = clock.instant().plus(STOP_WITHIN);
    while (!pool.isEmpty() && clock.instant().isBefore(latest)) {
      Instant next = clock.instant().plus(STOP_CHECK);
      alarm.sleep(next);
    }
  }

  /** Wakes the thread only if it waits for this: most launches are settled while nothing is due. */
  private void settled() {
    if (hungry) {
      alarm.ring();
    }
  }

  /** Something has happened to this invocation. */
  public void changed(InvocationId invocation) {
    pool.changed(invocation);
    roomPerhaps();
  }

  private void run() {
    while (!pause.isStopped()) {
      try {
        if (!claim()) {
          alarm.sleep(nextLook());
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("could not claim due invocations, trying again", e);
        pause.of(AFTER_FAILURE);
      }
    }
  }

  /** Takes one batch; whether there may be more to take at once. */
  public boolean claim() {
    Instant now = now();
    Set<String> closed = pool.gates().closed(now);
    int limit = pool.gates().limit(Math.min(properties.batch(), pool.room(now)), now);
    hungry = limit == 0 || !closed.isEmpty();
    if (limit == 0) {
      return false;
    }
    List<Claim> claims = ledger.claim(limit, closed, server, now);
    Instant committed = clock.instant();
    claims.forEach(claim -> metrics.claimed(claim, committed));
    claims.forEach(pool::launch);
    return claims.size() == limit;
  }

  private Instant nextLook() {
    Instant now = now();
    Instant poll = now.plus(properties.pollInterval());
    Instant opening = pool.gates().nextOpening(now, poll);
    return ledger
        .nextDue(now)
        .map(due -> due.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS)) // now() rounds down
        .filter(due -> due.isBefore(opening))
        .orElse(opening);
  }

  /** To the millisecond: what is derived from it must survive the database unchanged. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
