package org.iguazu.job;

import java.time.Duration;
import java.util.Locale;
import org.iguazu.api.job.ConcurrencyKey;
import org.iguazu.api.job.Delivery;
import org.iguazu.api.job.Retry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job: extend it, say what it needs, and do the work in {@link #run(Object)}.
 *
 * <p>Collaborators come in by an {@code @Inject} constructor. Nothing is constructed before Iguazú
 * has given leave to start, and unless the job is delivered at least once, {@code run} is entered
 * at most once for an invocation, on whatever machine.
 *
 * @param <P> its parameters: best a record; {@code JsonNode} for raw JSON, {@code Void} for none
 * @param <R> its result: best a record; {@code JsonNode} for raw JSON, {@code Void} for none
 */
public abstract class AbstractJob<P extends @Nullable Object, R extends @Nullable Object> {

  /** Writes to the invocation's log. */
  protected final Logger logger = LoggerFactory.getLogger(getClass());

  private @Nullable JobContext context;

  /**
   * What callers invoke it by: unless said otherwise the class's name in kebab case, without Job.
   */
  public String name() {
    return getClass()
        .getSimpleName()
        .replaceFirst("(?<=.)Job$", "")
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /** CPU set aside for it, in units of 1/1024 core. */
  public int reservedCpu() {
    return 1024;
  }

  /** Memory set aside for it in MiB: a hard limit. */
  public int reservedMemory() {
    return 1024;
  }

  /** How long a run may take before it is stopped. */
  public Duration timeout() {
    return Duration.ofHours(1);
  }

  /** How long after it is due an invocation may still start; later it expires and never runs. */
  public Duration startWithin() {
    return Duration.ofHours(1);
  }

  /** What it gets between being told to stop and being killed. */
  public Duration stopTimeout() {
    return Duration.ofSeconds(30);
  }

  /** How often {@code run} may be entered for one invocation. */
  public Delivery delivery() {
    return Delivery.AT_MOST_ONCE;
  }

  /** When it is entered again, if it is delivered at least once; null for the usual. */
  public @Nullable Retry retry() {
    return null;
  }

  /** How many of its invocations may run at once; null for any number. */
  public @Nullable Integer maxConcurrent() {
    return null;
  }

  /** How many with the same key may run at once; null for any number. */
  public @Nullable ConcurrencyKey concurrencyKey() {
    return null;
  }

  /**
   * Does the work. To throw is to fail: the exception's class and message become the outcome's
   * reason, its stack trace goes to the log.
   *
   * @param parameters what the caller gave; null if {@code P} is {@code Void}
   * @return the invocation's result, up to 256 KiB as JSON
   */
  public abstract R run(P parameters) throws Exception;

  /** What it knows of this invocation, and how to say how far it is; only while it runs. */
  protected final JobContext context() {
    if (context == null) {
      throw new IllegalStateException("a job has a context only while it runs");
    }
    return context;
  }

  /** Runs it in a context: for runners; a job is called by Iguazú, not the other way round. */
  public final R runIn(JobContext context, P parameters) throws Exception {
    this.context = context;
    return run(parameters);
  }
}
