package org.iguazu.loopback.engine.process;

import java.io.IOException;
import java.util.List;
import org.iguazu.loopback.engine.HealthCheck;

/** Looks at a process now and then until it is well, or over. */
final class HealthProbe {

  private static final System.Logger LOG = System.getLogger(HealthProbe.class.getName());

  private final Child child;
  private final HealthCheck check;

  private HealthProbe(Child child, HealthCheck check) {
    this.child = child;
    this.check = check;
  }

  static void watch(Child child, HealthCheck check, Runnable healthy) {
    var probe = new HealthProbe(child, check);
    Thread.ofVirtual().name("health").start(() -> probe.run(healthy));
  }

  private void run(Runnable healthy) {
    try {
      while (!child.hasEndedWithin(check.interval())) {
        if (passes()) {
          healthy.run();
          return;
        }
      }
    } catch (InterruptedException _) {
      // nobody interrupts it
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a health check cannot be run", e);
    }
  }

  private boolean passes() throws IOException, InterruptedException {
    Process look = child.besides(words());
    if (look.waitFor(check.timeout())) {
      return look.exitValue() == 0;
    }
    look.destroyForcibly();
    return false;
  }

  private List<String> words() {
    List<String> rest = check.command().subList(1, check.command().size());
    return check.command().getFirst().equals("CMD-SHELL")
        ? List.of("sh", "-c", String.join(" ", rest))
        : rest;
  }
}
