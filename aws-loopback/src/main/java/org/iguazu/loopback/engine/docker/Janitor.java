package org.iguazu.loopback.engine.docker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Removes what stopped tasks leave behind, after a while for those who want to look at it. */
final class Janitor {

  private static final System.Logger LOG = System.getLogger(Janitor.class.getName());

  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Daemon daemon;

  Janitor(Daemon daemon) {
    this.daemon = daemon;
  }

  void removeLater(List<String> containers, List<String> volumes, String group) {
    later(daemon.options().cleanupDelay(), () -> remove(containers, volumes, group));
  }

  private static void later(Duration delay, Runnable removal) {
    CompletableFuture.delayedExecutor(
            delay.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
        .execute(removal);
  }

  private void remove(List<String> containers, List<String> volumes, String group) {
    if (daemon.isClosed()) {
      return; // closing has removed all
    }
    try {
      containers.forEach(daemon::remove);
      volumes.forEach(daemon::removeVolume);
      daemon.groups().remove(group);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "stopped containers are not removed yet", e);
      later(AGAIN, () -> remove(containers, volumes, group));
    }
  }
}
