package org.iguazu.cli.dev;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.iguazu.cli.terminal.Times;

/** Tells how starting gets on, a line for each part that is ready. */
final class Steps {

  private final Consumer<String> out;
  private final long begun = System.nanoTime();

  Steps(Consumer<String> out) {
    this.out = out;
  }

  /** Does something and tells that it is done, and how long it took. */
  <T> T timed(String what, Callable<T> work) throws Exception {
    long from = System.nanoTime();
    T made = work.call();
    out.accept("  %-34s ready in %s".formatted(what, since(from)));
    return made;
  }

  void say(String line) {
    out.accept(line);
  }

  /** How long all of it has taken so far. */
  String total() {
    return since(begun);
  }

  private static String since(long nanos) {
    return Times.duration(Duration.ofNanos(System.nanoTime() - nanos));
  }
}
