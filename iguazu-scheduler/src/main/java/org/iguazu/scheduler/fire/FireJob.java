package org.iguazu.scheduler.fire;

import java.time.Instant;
import java.util.Optional;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/**
 * What Quartz runs when a schedule is to be woken; the name of the Quartz job is the schedule's.
 */
@DisallowConcurrentExecution
final class FireJob implements Job {

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
      throw new JobExecutionException(
          "schedule " + schedule + " could not fire; it is tried again", e);
    }
  }
}
