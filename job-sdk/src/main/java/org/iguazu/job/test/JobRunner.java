package org.iguazu.job.test;

import java.util.ArrayList;
import java.util.List;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.runner.JobFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/**
 * Runs a job in a test as its container would: by the same runner, over real HTTP, against a
 * dispatch endpoint in this JVM.
 *
 * <pre>{@code
 * @RegisterExtension
 * final JobRunner<Parameters, Result> runner =
 *     JobRunner.forJob(AbReminderJob.class).with(EmailApi.class, outbox::add);
 *
 * @Test
 * void remindsEachOwner() {
 *   JobRun<Result> run = runner.run(new Parameters(14));
 *
 *   assertThat(run.result().reminders()).isEqualTo(2);
 * }
 * }</pre>
 *
 * @param <P> the job's parameters
 * @param <R> its result
 */
public final class JobRunner<P extends @Nullable Object, R extends @Nullable Object>
    implements AfterEachCallback {

  private final Class<? extends AbstractJob<P, R>> job;
  private final JobFactory factory;
  private final List<RunningJob<R>> started = new ArrayList<>();

  private JobRunner(Class<? extends AbstractJob<P, R>> job, JobFactory factory) {
    this.job = job;
    this.factory = factory;
  }

  /** Runs this job, with its collaborators bound as in production. */
  public static <P extends @Nullable Object, R extends @Nullable Object> JobRunner<P, R> forJob(
      Class<? extends AbstractJob<P, R>> job) {
    return new JobRunner<>(job, JobFactory.AS_BOUND);
  }

  /** Runs it with this collaborator instead of the one that is bound to {@code type}. */
  public <T> JobRunner<P, R> with(Class<T> type, T collaborator) {
    return new JobRunner<>(job, factory.with(type, collaborator));
  }

  /** Runs it to its end. */
  public JobRun<R> run(P parameters) {
    return start(parameters).await();
  }

  /** Runs it to its end, with parameters as a caller may write them. */
  public JobRun<R> runJson(String parameters) {
    return start(IguazuJson.strict().readTree(parameters)).await();
  }

  /** Starts it, and returns while it runs: to be cancelled, for example. */
  public RunningJob<R> start(P parameters) {
    return start(IguazuJson.tolerant().<JsonNode>valueToTree(parameters));
  }

  private RunningJob<R> start(JsonNode parameters) {
    var running = new RunningJob<>(job, factory, parameters);
    started.add(running);
    return running;
  }

  /** Ends what a test left running. */
  @Override
  public void afterEach(ExtensionContext context) {
    started.forEach(RunningJob::close);
    started.clear();
  }
}
