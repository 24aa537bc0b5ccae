package org.iguazu.job.runner;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the process is told to end: the job gets its time to do so, and the truth is
 * told.
 */
final class Termination implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Termination.class);

  /** Kept back of the stop timeout for the report, before the process is killed. */
  private static final Duration FOR_THE_REPORT = Duration.ofSeconds(1);

  private final Runner runner;
  private final CompletableFuture<ExitCode> ended;

  /**
   * For a shutdown hook.
   *
   * @param ended completed when the runner has come to its end
   */
  Termination(Runner runner, CompletableFuture<ExitCode> ended) {
    this.runner = runner;
    this.ended = ended;
  }

  @Override
  public void run() {
    if (!ended.isDone()) {
      Runtime.getRuntime()
          .halt(end().status()); // else the JVM would exit with 143 whatever happened
    }
  }

  private ExitCode end() {
    if (calledExit()) {
      runner.abandon("SystemExit", "the job ended its process by System.exit instead of returning");
      return ExitCode.FAILED;
    }
    log.info("told to terminate; the job has {} to end", runner.stopTimeout());
    Daemon.of("cancel", runner::cancel).start(); // a callback may hang, but must not hold this up
    return await();
  }

  private ExitCode await() {
    long wait = runner.stopTimeout().minus(FOR_THE_REPORT).toMillis();
    try {
      return ended.get(wait, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      runner.abandon(
          "NotStopped",
          "cancelled; the job did not end within its stop timeout of %s and was killed"
              .formatted(runner.stopTimeout()));
      return ExitCode.CANCELLED;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean calledExit() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame ->
            frame.getClassName().equals("java.lang.Runtime")
                && frame.getMethodName().equals("exit"));
  }
}
