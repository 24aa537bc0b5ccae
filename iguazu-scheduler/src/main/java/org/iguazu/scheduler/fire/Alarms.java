package org.iguazu.scheduler.fire;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.iguazu.api.schedule.ScheduleState;
import org.iguazu.core.schedule.ScheduleCatalog;
import org.iguazu.core.schedule.StoredSchedule;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Wakes schedules through Quartz, one trigger each, that fires once. A trigger says only when to
 * look: what is fired then is decided by {@link ScheduleFires}, so that one too many does no harm.
 */
public final class Alarms {

  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
  private static final String GROUP = "schedule";
  private static final JobKey HEAL = new JobKey("heal", "iguazu");

  private final Scheduler quartz;
  private final ScheduleCatalog schedules;
  private final TransactionTemplate transaction;

  /**
   * Alarms of this Quartz.
   *
   * @param transaction one that Quartz's store takes part in: its locks last as long as it does
   */
  public Alarms(Scheduler quartz, ScheduleCatalog schedules, TransactionTemplate transaction) {
    this.quartz = quartz;
    this.schedules = schedules;
    this.transaction = transaction;
  }

  /** Wakes the schedule then, and not when it was to be woken before. */
  public void set(String schedule, Instant at) {
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(schedule, GROUP)
            .forJob(schedule, GROUP)
            .startAt(Date.from(at))
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
            .build();
    inTransaction(
        "does not take an alarm for " + schedule,
        () -> {
          quartz.addJob(job(FireJob.class, new JobKey(schedule, GROUP)), true);
          if (quartz.rescheduleJob(trigger.getKey(), trigger) == null) {
            quartz.scheduleJob(trigger);
          }
        });
  }

  /** Does not wake the schedule any more. */
  public void clear(String schedule) {
    inTransaction(
        "does not drop its alarm for " + schedule, () -> drop(new JobKey(schedule, GROUP)));
  }

  /** Under Quartz's lock: {@code deleteJob} fails if one of its triggers goes meanwhile. */
  private void drop(JobKey job) throws SchedulerException {
    quartz.deleteJobs(List.of(job));
  }

  /**
   * Sets the alarms that are missing, wrong or broken, and drops those of no schedule: a server may
   * have died between two steps, or two may have crossed.
   */
  public void heal() {
    Map<String, Instant> wanted = new HashMap<>();
    for (StoredSchedule stored : schedules.active()) {
      Instant next = stored.schedule().nextFireAt();
      if (next != null) {
        wanted.put(stored.schedule().definition().name(), next);
      }
    }
    wanted.forEach(this::heal);
    inTransaction(
        "does not list its alarms",
        () -> {
          for (JobKey key : quartz.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
            boolean orphan =
                schedules
                    .find(key.getName())
                    .filter(it -> it.schedule().state() == ScheduleState.ACTIVE)
                    .isEmpty();
            if (orphan && !wanted.containsKey(key.getName())) {
              drop(key);
            }
          }
        });
  }

  private void heal(String schedule, Instant next) {
    inTransaction(
        "does not say whether it wakes " + schedule,
        () -> {
          var key = new TriggerKey(schedule, GROUP);
          Trigger trigger = quartz.getTrigger(key);
          boolean late =
              trigger == null
                  || trigger.getNextFireTime() == null
                  || trigger.getNextFireTime().toInstant().isAfter(next);
          if (late || quartz.getTriggerState(key) == TriggerState.ERROR) {
            LOG.info("schedule {} had no good alarm; it is set for {}", schedule, next);
            set(schedule, next);
          }
        });
  }

  /** Heals from now on, on one server at a time. */
  void healEvery(Duration interval) {
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(HEAL.getName(), HEAL.getGroup())
            .startNow()
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(interval.toMillis())
                    .repeatForever()
                    .withMisfireHandlingInstructionNextWithRemainingCount())
            .build();
    inTransaction(
        "does not check schedules' alarms",
        () -> quartz.scheduleJob(job(HealJob.class, HEAL), Set.of(trigger), true));
  }

  /** Something that Quartz is asked for. */
  private interface Request {
    void ask() throws SchedulerException;
  }

  private void inTransaction(String ifNot, Request request) {
    transaction.executeWithoutResult(_ -> {
      try {
        request.ask();
      } catch (SchedulerException e) {
        throw new IllegalStateException("Quartz " + ifNot, e);
      }
    });
  }

  private static JobDetail job(Class<? extends Job> type, JobKey key) {
    return JobBuilder.newJob(type).withIdentity(key).storeDurably().requestRecovery().build();
  }
}
