package org.iguazu.job.runner;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.iguazu.api.dispatch.Failure;
import org.iguazu.job.dispatch.DispatchClient;
import org.iguazu.job.dispatch.Http;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Iguazú how the job ended: once, and until it is heard. */
final class Reporter {

  private static final Logger log = LoggerFactory.getLogger(Reporter.class);

  private final DispatchClient dispatch;
  private final InstantSource clock;
  private final AtomicBoolean owed = new AtomicBoolean();
  private volatile Instant deadline = Instant.EPOCH;

  Reporter(DispatchClient dispatch, InstantSource clock) {
    this.dispatch = dispatch;
    this.clock = clock;
  }

  /** From now on an end is owed. */
  void begin(Instant deadline) {
    this.deadline = deadline;
    owed.set(true);
  }

  /** Tells the end, and translates it for those who see only the process. */
  ExitCode tell(Ending ending) {
    if (!owed.compareAndSet(true, false)) {
      return ExitCode.CANCELLED; // abandoned while it came to its end
    }
    try {
      return send(ending);
    } catch (IOException e) {
      log.error("could not report how the job ended ({})", ending, e);
      return ExitCode.NOT_REPORTED;
    }
  }

  /** Reports a failure in the job's stead, with no time left to insist. */
  void abandon(Failure failure) {
    if (owed.compareAndSet(true, false)) {
      try {
        taken(dispatch.failed(failure, clock.instant()));
      } catch (IOException e) {
        log.error("could not report that the job was ended by force", e);
      }
    }
  }

  private ExitCode send(Ending ending) throws IOException {
    if (ending instanceof Ending.Returned returned) {
      return succeeded(returned);
    }
    if (ending instanceof Ending.Cancelled cancelled) {
      return failed(cancelled.failure(), ExitCode.CANCELLED);
    }
    return failed(((Ending.Failed) ending).failure(), ExitCode.FAILED);
  }

  private ExitCode succeeded(Ending.Returned returned) throws IOException {
    var answer = dispatch.succeeded(returned.success(), deadline);
    if (answer.status() == 400 || answer.status() == 413 || answer.status() == 422) {
      return failed(
          Failures.of("ResultRejected", "Iguazú did not take the result: " + answer.problem()),
          ExitCode.FAILED);
    }
    return taken(answer) ? ExitCode.SUCCEEDED : ExitCode.NOT_REPORTED;
  }

  private ExitCode failed(Failure failure, ExitCode code) throws IOException {
    return taken(dispatch.failed(failure, deadline)) ? code : ExitCode.NOT_REPORTED;
  }

  private static boolean taken(Http.Answer answer) {
    if (answer.status() / 100 == 2) {
      return true;
    }
    log.error("Iguazú did not take the report of the job's end: {}", answer.problem());
    return false;
  }
}
