package org.iguazu.job.test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.dispatch.Patience;
import org.iguazu.job.runner.ExitCode;
import org.iguazu.job.runner.JobFactory;
import org.iguazu.job.runner.Runner;
import org.iguazu.job.runner.Setup;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job that a test has started.
 *
 * @param <R> its result
 */
public final class RunningJob<R extends @Nullable Object> implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PATIENCE_WITH_LOG = Duration.ofSeconds(10);
  private static final Duration PATIENCE_WITH_CANCELLED = Duration.ofSeconds(10);

  private final Class<? extends AbstractJob<?, R>> job;
  private final DispatchEndpoint endpoint;
  private final Runner runner;
  private final LogCapture log = LogCapture.begin();
  private final CompletableFuture<ExitCode> exit = new CompletableFuture<>();

  RunningJob(Class<? extends AbstractJob<?, R>> job, JobFactory factory, JsonNode parameters) {
    this.job = job;
    this.endpoint = new DispatchEndpoint(parameters);
    this.runner =
        new Runner(
            new Setup(job, endpoint.address(), null, factory, Patience.DEFAULT),
            InstantSource.system());
    var thread = new Thread(this::run, "job");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      exit.complete(log.capture(runner::run));
    } catch (Throwable e) {
      exit.completeExceptionally(e);
    }
  }

  /** Cancels it as a caller of Iguazú would: the runner hears of it over HTTP. */
  public void cancel() {
    endpoint.cancel();
  }

  /** Tells it to end as SIGTERM would. */
  public void terminate() {
    runner.cancel();
  }

  /**
   * Waits for it to write a line that contains {@code text}.
   *
   * @throws AssertionError if it does not, in ten seconds
   */
  public RunningJob<R> awaitLog(String text) {
    try {
      if (!log.await(text, PATIENCE_WITH_LOG)) {
        throw new AssertionError("'%s' is not in the log: %s".formatted(text, log.lines()));
      }
      return this;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for '" + text + "'", e);
    }
  }

  /** Waits for its end. */
  public JobRun<R> await() {
    ExitCode code = await(PATIENCE);
    endpoint.close();
    return new JobRun<>(job, code, endpoint.heard(), log.lines());
  }

  private ExitCode await(Duration patience) {
    try {
      return exit.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new AssertionError("the job came to no end; its log: " + log.lines(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the job ran", e);
    }
  }

  /** Ends it, if it still runs. */
  @Override
  public void close() {
    if (!exit.isDone()) {
      terminate();
      await(PATIENCE_WITH_CANCELLED);
    }
    endpoint.close();
  }
}
