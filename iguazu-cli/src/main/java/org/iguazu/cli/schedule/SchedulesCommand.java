package org.iguazu.cli.schedule;

import picocli.CommandLine.Command;

/** {@code iguazu schedules}. */
@Command(
    name = "schedules",
    header = "Run jobs again and again.",
    subcommands = {
      PutSchedule.class,
      ListSchedules.class,
      ShowSchedule.class,
      PreviewSchedule.class,
      PauseSchedule.class,
      ResumeSchedule.class,
      RunSchedule.class,
      DeleteSchedule.class
    })
public final class SchedulesCommand {}
