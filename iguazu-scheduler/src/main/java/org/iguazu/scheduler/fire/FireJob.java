package org.iguazu.scheduler.fire;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Quartz runs when a schedule is to be woken; the name of the Quartz job is the schedule's.
 */
@DisallowConcurrentExecution
final class FireJob implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(FireJob.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final ScheduleFires fires;
  private final Alarms alarms;

  FireJob(ScheduleFires fires, Alarms alarms) {
    this.fires = fires;
    this.alarms = alarms;
  }

  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    String schedule = context.getJobDetail().getKey().getName();
    try {
      Optional<Instant> next = fires.fire(schedule);
      if (next.isPresent()) {
        alarms.set(schedule, next.get());
      }
    } catch (RuntimeException e) {
      LOG.warn("schedule {} could not fire, trying again in {}", schedule, TRY_AGAIN, e);
      tryAgain(schedule, context.getFireTime().toInstant().plus(TRY_AGAIN));
    }
  }

  /** If that fails, too, the next check of all alarms finds it. */
  private void tryAgain(String schedule, Instant at) throws JobExecutionException {
    try {
      alarms.set(schedule, at);
    } catch (RuntimeException e) {
      throw new JobExecutionException("schedule " + schedule + " waits for the next check", e);
    }
  }
}
