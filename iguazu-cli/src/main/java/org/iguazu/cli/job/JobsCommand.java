package org.iguazu.cli.job;

import picocli.CommandLine.Command;

/** {@code iguazu jobs}. */
@Command(
    name = "jobs",
    header = "Register jobs and look them up.",
    subcommands = {
      ListJobs.class,
      ShowJob.class,
      RegisterJob.class,
      JobRevisions.class,
      RollBackJob.class
    })
public final class JobsCommand {}
