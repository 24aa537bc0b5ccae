package org.iguazu.job.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.iguazu.job.AbstractJob;

/**
 * Does what its parameters say, and leaves a file in its working directory for each step it takes.
 */
class ProbeJob extends AbstractJob<ProbeJob.Parameters, Object> {

  static {
    mark("initialised");
  }

  private final CountDownLatch cancelled = new CountDownLatch(1);

  ProbeJob() {
    mark("constructed");
  }

  enum Act {
    RETURN,
    THROW,
    RETURN_TOO_MUCH,
    RETURN_NO_JSON,
    EXHAUST_MEMORY,
    EXIT,
    WAIT_FOR_INTERRUPT,
    FINISH_WHEN_CANCELLED,
    IGNORE_EVERYTHING
  }

  record Parameters(Act act) {}

  @Override
  public Duration stopTimeout() {
    return Duration.ofSeconds(3);
  }

  @Override
  public Object run(Parameters parameters) throws Exception {
    mark("entered");
    context().onCancel(cancelled::countDown);
    context().progress(0, "entered");
    return switch (parameters.act()) {
      case RETURN -> Map.of("said", "done");
      case THROW -> throw new IOException("the disk is full of tests");
      case RETURN_TOO_MUCH -> "x".repeat(300_000);
      case RETURN_NO_JSON -> cycle();
      case EXHAUST_MEMORY -> exhaust();
      case EXIT -> exit();
      case WAIT_FOR_INTERRUPT -> new CountDownLatch(1).await(1, TimeUnit.MINUTES);
      case FINISH_WHEN_CANCELLED -> finish();
      case IGNORE_EVERYTHING -> ignore();
    };
  }

  private static Object cycle() {
    var cycle = new HashMap<String, Object>();
    cycle.put("self", cycle);
    return cycle;
  }

  private static Object exhaust() {
    return new long[1 << 28]; // 2 GiB
  }

  private static Object exit() {
    System.exit(0);
    return "not reached";
  }

  private Object finish() {
    while (true) {
      try {
        cancelled.await();
        return Map.of("said", "finished all the same");
      } catch (InterruptedException e) {
        logger.info("interrupted");
      }
    }
  }

  private static Object ignore() {
    var never = new CountDownLatch(1);
    while (true) {
      try {
        never.await();
      } catch (InterruptedException e) {
        mark("interrupted");
      }
    }
  }

  private static void mark(String step) {
    try {
      Files.writeString(Path.of(step), "");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
