package org.iguazu.job.runner;

import java.time.Instant;
import org.iguazu.api.dispatch.StartReply;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.Progress;
import org.iguazu.api.job.JobName;
import org.iguazu.job.JobContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The context of the one run this process is for. */
final class Run implements JobContext {

  private final Logger logger;
  private final StartReply start;
  private final Cancellation cancellation;
  private final ProgressReporter progress;

  Run(StartReply start, Cancellation cancellation, ProgressReporter progress) {
    this.logger = LoggerFactory.getLogger(start.job().value());
    this.start = start;
    this.cancellation = cancellation;
    this.progress = progress;
  }

  @Override
  public InvocationId invocation() {
    return start.invocation();
  }

  @Override
  public JobName job() {
    return start.job();
  }

  @Override
  public int dispatch() {
    return start.dispatch();
  }

  @Override
  public Instant deadline() {
    return start.deadline();
  }

  @Override
  public Logger logger() {
    return logger;
  }

  @Override
  public void progress(double fraction, String message) {
    double clamped = Double.isNaN(fraction) ? 0 : Math.max(0, Math.min(1, fraction));
    progress.report(new Progress(clamped, Failures.cut(message, 1_000)));
  }

  @Override
  public boolean isCancelled() {
    return cancellation.isCancelled();
  }

  @Override
  public void onCancel(Runnable callback) {
    cancellation.onCancel(callback);
  }
}
