package org.iguazu.job.test;

import java.util.List;
import java.util.Optional;
import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.dispatch.Success;
import org.iguazu.api.invocation.Progress;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.runner.ExitCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.type.TypeFactory;

/**
 * How a job's run went, as Iguazú has heard it.
 *
 * @param <R> its result
 */
public final class JobRun<R extends @Nullable Object> {

  private final Class<? extends AbstractJob<?, R>> job;
  private final ExitCode exit;
  private final Heard heard;
  private final List<String> log;

  JobRun(Class<? extends AbstractJob<?, R>> job, ExitCode exit, Heard heard, List<String> log) {
    this.job = job;
    this.exit = exit;
    this.heard = heard;
    this.log = log;
  }

  /** How the runner's process would have ended. */
  public ExitCode exit() {
    return exit;
  }

  public boolean hasSucceeded() {
    return heard.success().isPresent();
  }

  /**
   * What the job returned, after its way through JSON; null if it returned nothing.
   *
   * @throws AssertionError if it did not succeed
   */
  @SuppressWarnings("NullAway") // null is an R, if a job returns it
  public R result() {
    @Nullable JsonNode json = success().result();
    return json == null ? null : IguazuJson.tolerant().readerFor(resultType()).readValue(json);
  }

  /**
   * Why it failed.
   *
   * @throws AssertionError if it did not fail
   */
  public Failure failure() {
    return heard
        .failure()
        .orElseThrow(() -> new AssertionError("the job did not fail: " + heard + "; log: " + log));
  }

  /** The progress it reported, in order, as far as it was sent: at most two a second. */
  public List<Progress> progress() {
    return heard.progress();
  }

  /** What it and the runner wrote to stdout and stderr, line by line. */
  public List<String> log() {
    return log;
  }

  private Success success() {
    return heard
        .success()
        .orElseThrow(
            () -> new AssertionError("the job did not succeed: " + heard + "; log: " + log));
  }

  private JavaType resultType() {
    TypeFactory types = IguazuJson.tolerant().getTypeFactory();
    return types.findTypeParameters(types.constructType(job), AbstractJob.class)[1];
  }

  @Override
  public String toString() {
    return exit + " " + heard;
  }

  /** What a dispatch endpoint was told. */
  record Heard(Optional<Success> success, Optional<Failure> failure, List<Progress> progress) {}
}
