package org.iguazu.server.watch;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.iguazu.api.invocation.InvocationId;
import org.springframework.context.SmartLifecycle;

/**
 * Wakes the calls that wait for an invocation to change. Nothing is missed by a call that begins to
 * watch first and looks at the invocation afterwards; while it waits it holds a virtual thread and
 * nothing else.
 */
public final class Changes implements SmartLifecycle {

  /** After this long a waiting call looks for itself, should a message have been lost. */
  private static final Duration SAFETY_POLL = Duration.ofSeconds(5);

  private final ConcurrentHashMap<InvocationId, Set<Watch>> watches = new ConcurrentHashMap<>();
  private volatile boolean running;

  /** Begins to watch an invocation; to be closed. */
  public Watch watch(InvocationId invocation) {
    var watch = new Watch(invocation);
    watches.compute(
        invocation,
        (_, others) -> {
          Set<Watch> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(watch);
          return all;
        });
    return watch;
  }

  /** Whether any call waits for the invocation. */
  boolean watched(InvocationId invocation) {
    return watches.containsKey(invocation);
  }

  /** Something has happened to the invocation. */
  void changed(InvocationId invocation) {
    watches.getOrDefault(invocation, Set.of()).forEach(Watch::wake);
  }

  /** Something may have happened to any of them. */
  void anyChanged() {
    watches.values().forEach(all -> all.forEach(Watch::wake));
  }

  @Override
  public void start() {
    running = true;
  }

  /** Lets all waiting calls answer with what they know, for the server is about to end. */
  @Override
  public void stop() {
    running = false;
    anyChanged();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops before the web server does, which waits for the calls that are under way. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE;
  }

  /** One call's eye on one invocation. */
  public final class Watch implements AutoCloseable {

    private final InvocationId invocation;
    private final Semaphore news = new Semaphore(0);

    private Watch(InvocationId invocation) {
      this.invocation = invocation;
    }

    /**
     * Waits until something may have happened since the last time, but not long.
     *
     * @return false if it is no use to wait any longer, for the server is about to end
     */
    public boolean await(Duration atMost) {
      Duration wait = atMost.compareTo(SAFETY_POLL) < 0 ? atMost : SAFETY_POLL;
      try {
        if (running && news.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
          news.drainPermits();
        }
        return running;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private void wake() {
      news.release();
    }

    @Override
    public void close() {
      watches.computeIfPresent(
          invocation,
          (_, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }
}
