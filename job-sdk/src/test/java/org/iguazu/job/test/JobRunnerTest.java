package org.iguazu.job.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.iguazu.api.invocation.Progress;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.JobCancelledException;
import org.iguazu.job.runner.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobRunnerTest {

  @RegisterExtension
  private final JobRunner<GreetingJob.Parameters, GreetingJob.Result> runner =
      JobRunner.forJob(GreetingJob.class);

  @Test
  void aJobRunsWithItsOwnCollaboratorsToAResultOfItsOwnType() {
    var run = runner.run(new GreetingJob.Parameters("Ada", false));

    assertThat(run.result()).isEqualTo(new GreetingJob.Result("Hello, Ada"));
    assertThat(run.exit()).isEqualTo(ExitCode.SUCCEEDED);
  }

  @Test
  void aCollaboratorIsReplacedByTheOneOfTheTest() {
    var run =
        runner
            .with(Greeter.class, name -> "Go away, " + name)
            .run(new GreetingJob.Parameters("Ada", false));

    assertThat(run.result().greeting()).isEqualTo("Go away, Ada");
  }

  /** Talks without a pause for more than a second, and says for how many milliseconds. */
  static final class ChattyJob extends AbstractJob<Void, Long> {
    @Override
    public Long run(Void parameters) {
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < 1_100_000_000) {
        context().progress(0.5, "talking since " + begin);
      }
      return (System.nanoTime() - begin) / 1_000_000;
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void atMostTwoProgressesASecondAreSentAndTheLast() {
    JobRun<Long> run = JobRunner.forJob(ChattyJob.class).run(null);

    assertThat(run.progress()).hasSizeBetween(3, (int) (run.result() / 500) + 2);
  }

  @Test
  void theLogIsWhatTheJobWrote() {
    var run = runner.run(new GreetingJob.Parameters("Grace", false));

    assertThat(run.log()).contains("INFO GreetingJob - greeting Grace");
  }

  @Test
  void aFloodOfProgressIsThinnedOutButItsLastWordIsHeard() {
    var run = runner.run(new GreetingJob.Parameters("Ada", false));

    assertThat(run.progress()).hasSizeLessThan(10).endsWith(new Progress(1, "step 1000"));
  }

  @Test
  void aJobThatIsCancelledHearsOfItByCallbackAndInterrupt() {
    var running = runner.start(new GreetingJob.Parameters("Ada", true)).awaitLog("waiting");

    running.cancel();
    var run = running.await();

    assertThat(run.failure().error()).isEqualTo(JobCancelledException.class.getName());
    assertThat(run.failure().message()).contains("InterruptedException");
    assertThat(run.log()).contains("INFO GreetingJob - the callback is called");
    assertThat(run.exit()).isEqualTo(ExitCode.CANCELLED);
  }

  @Test
  void parametersThatDoNotFitFailTheRunWithAPointer() {
    var run = runner.runJson("{\"name\": \"Ada\", \"patient\": \"perhaps\"}");

    assertThat(run.failure().error()).isEqualTo("InvalidParameters");
    assertThat(run.failure().message()).contains("'/patient'");
    assertThat(run.exit()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void aFailedRunHasNoResultAndSaysWhy() {
    var run = runner.runJson("{}");

    assertThatThrownBy(run::result).hasMessageContaining("'/name'");
  }
}
