package org.iguazu.scheduler.fire;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Makes sure, now and then and on one of the servers, that every active schedule will be woken. */
@DisallowConcurrentExecution
final class HealJob implements Job {

  private final Alarms alarms;

  HealJob(Alarms alarms) {
    this.alarms = alarms;
  }

  @Override
  public void execute(JobExecutionContext context) {
    alarms.heal();
  }
}
