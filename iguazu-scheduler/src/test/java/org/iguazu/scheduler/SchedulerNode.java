package org.iguazu.scheduler;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.test.Assembly;
import org.iguazu.test.TestDatabase;

/**
 * A server's scheduler in a process of its own, to be killed; it ends by itself when its parent
 * does.
 */
final class SchedulerNode {

  static final InstantSource CLOCK = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));

  private SchedulerNode() {}

  static Process start(TestDatabase database) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SchedulerNode.class.getName(),
            database.url(),
            database.user(),
            database.password())
        .redirectErrorStream(true)
        .redirectOutput(new File("target/scheduler-node.log"))
        .start();
  }

  public static void main(String[] arguments) throws IOException {
    try (var _ = assembly(arguments[0], arguments[1], arguments[2])) {
      int ended = System.in.read();
      System.out.println("parent is gone: " + ended);
    }
  }

  static Assembly assembly(String url, String user, String password) {
    return Assembly.of(
        url,
        user,
        password,
        CLOCK,
        Map.of(),
        CoreConfiguration.class,
        SchedulerConfiguration.class,
        Meters.class);
  }
}
