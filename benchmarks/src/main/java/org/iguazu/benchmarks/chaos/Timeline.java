package org.iguazu.benchmarks.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does things at their time after the beginning, beside each other. */
final class Timeline {

  private final InstantSource clock = InstantSource.system();
  private final Instant beginning = clock.instant();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
  private final Queue<Future<?>> planned = new ConcurrentLinkedQueue<>();

  /** Something to do. */
  @FunctionalInterface
  interface Act {
    void run() throws Exception;
  }

  Instant now() {
    return clock.instant();
  }

  Instant beginning() {
    return beginning;
  }

  void at(Duration time, Act act) {
    planned.add(
        threads.submit(() -> {
          Chaos.pause(Duration.between(clock.instant(), beginning.plus(time)));
          try {
            act.run();
          } catch (Exception e) {
            say("this went wrong: " + e);
            throw e;
          }
          return null;
        }));
  }

  void say(String what) {
    double seconds = Duration.between(beginning, clock.instant()).toMillis() / 1e3;
    System.out.println(String.format(Locale.ROOT, "%7.1f s  %s", seconds, what));
  }

  /** How much has not been done yet. */
  long open() {
    return planned.stream().filter(it -> !it.isDone()).count();
  }
}
