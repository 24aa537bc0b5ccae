package org.iguazu.job.runner;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.iguazu.api.dispatch.StartReply;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.dispatch.Success;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.JobCancelledException;
import org.iguazu.job.JobContext;
import org.iguazu.job.dispatch.DispatchClient;
import org.iguazu.job.dispatch.Leave;
import org.iguazu.job.runner.JobTypes.UnfitException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one dispatch of one job: asks for leave to start, and only then constructs the job, runs it,
 * and reports how it ended.
 */
public final class Runner {

  private static final Logger log = LoggerFactory.getLogger(Runner.class);

  private static final Duration STOP_TIMEOUT_OF_THE_UNKNOWN = Duration.ofSeconds(30);

  private final Setup setup;
  private final DispatchClient dispatch;
  private final ProgressReporter progress;
  private final Reporter reporter;
  private final Cancellation cancellation = new Cancellation();
  private volatile Duration stopTimeout = STOP_TIMEOUT_OF_THE_UNKNOWN;

  public Runner(Setup setup, InstantSource clock) {
    this.setup = setup;
    this.dispatch = new DispatchClient(setup.address(), setup.patience(), clock);
    this.progress = new ProgressReporter(dispatch, clock, this::cancel);
    this.reporter = new Reporter(dispatch, clock);
  }

  /** Does it all, and says how it went. To be called once. */
  public ExitCode run() {
    var request = new StartRequest(UUID.randomUUID(), setup.task());
    Leave leave = dispatch.start(request, cancellation.latch());
    if (leave instanceof Leave.Granted granted) {
      return begin(granted.reply());
    }
    if (leave instanceof Leave.Refused refused) {
      log.error("no leave to start, so nothing was run: {}", refused.why());
    }
    if (leave instanceof Leave.Unanswered unanswered) {
      log.error(
          "{} gave no answer whether to start, so nothing was run: {}",
          setup.address(),
          unanswered.why());
    }
    return ExitCode.NOT_STARTED;
  }

  /** Tells the job to end; it is for the job to do so. */
  public void cancel() {
    cancellation.cancel();
  }

  /** Reports, unless the job's end is being reported already, that its process ends it by force. */
  void abandon(String error, String why) {
    reporter.abandon(Failures.of(error, why));
  }

  /** What the job wants to have between being told to stop and being killed. */
  Duration stopTimeout() {
    return stopTimeout;
  }

  private ExitCode begin(StartReply start) {
    reporter.begin(start.deadline());
    Ending ending = carryOut(start);
    progress.finish();
    return reporter.tell(ending);
  }

  private Ending carryOut(StartReply start) {
    try (ControlWatcher watcher = new ControlWatcher(dispatch, this::cancel)) {
      watcher.start();
      return new Ending.Returned(new Success(JobTypes.write(execute(start))));
    } catch (UnfitException e) {
      log.error(e.failure().message());
      return new Ending.Failed(e.failure());
    } catch (Throwable thrown) { // an Error too: whatever ends the job, Iguazú should hear of it
      return thrown(thrown);
    }
  }

  private @Nullable Object execute(StartReply start) throws Exception {
    cancellation.enter();
    try {
      @Nullable Object parameters = JobTypes.of(setup.job()).read(start.parameters());
      try (JobFactory.Built built = setup.factory().build(setup.job())) {
        stopTimeout = built.job().stopTimeout();
        log.info(
            "invocation {} of {}, dispatch {}: running",
            start.invocation(),
            start.job(),
            start.dispatch());
        return enter(built.job(), new Run(start, cancellation, progress), parameters);
      }
    } finally {
      cancellation.leave();
    }
  }

  /** The parameters were read as what the job's class says they are; none is null. */
  @SuppressWarnings({"unchecked", "NullAway"})
  private static <P extends @Nullable Object> @Nullable Object enter(
      AbstractJob<P, ?> job, JobContext context, @Nullable Object parameters) throws Exception {
    return job.runIn(context, (P) parameters);
  }

  private Ending thrown(Throwable thrown) {
    if (!cancellation.isCancelled()) {
      log.error("the job failed", thrown);
      return new Ending.Failed(Failures.of(thrown));
    }
    log.info("the job ended, as it was told to: {}", thrown.toString());
    return new Ending.Cancelled(
        Failures.of(
            JobCancelledException.class.getName(), "cancelled; the job ended with " + thrown));
  }
}
