package org.iguazu.server;

import org.iguazu.job.AbstractJob;

/** Counts words, as a developer's job would: run in a process of its own by the SDK's runner. */
public final class CountingJob extends AbstractJob<CountingJob.Parameters, CountingJob.Result> {

  /** What to count the words of. */
  public record Parameters(String text) {}

  /** How many there are. */
  public record Result(int words) {}

  @Override
  public Result run(Parameters parameters) {
    logger.info("counting '{}'", parameters.text());
    return new Result(parameters.text().split(" ", -1).length);
  }
}
