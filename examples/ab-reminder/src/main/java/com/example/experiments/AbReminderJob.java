package com.example.experiments;

import com.example.experiments.AbReminderJob.Parameters;
import com.example.experiments.AbReminderJob.Result;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.iguazu.job.AbstractJob;
import org.jspecify.annotations.Nullable;

/** Reminds the owners of forgotten experiments: of each, one mail to all of its owners. */
@Singleton
public final class AbReminderJob extends AbstractJob<Parameters, Result> {

  private final AbClient abClient;
  private final EmailApi email;

  @Inject
  AbReminderJob(AbClient abClient, EmailApi email) {
    this.abClient = abClient;
    this.email = email;
  }

  /**
   * When an experiment counts as forgotten.
   *
   * @param forgottenAfterDays how many days after its planned end, if it still runs; if absent, 14
   */
  public record Parameters(@Nullable Integer forgottenAfterDays) {

    public Parameters {
      if (forgottenAfterDays != null && forgottenAfterDays < 0) {
        throw new IllegalArgumentException("'forgottenAfterDays' must not be negative");
      }
    }

    Duration grace() {
      return Duration.ofDays(forgottenAfterDays == null ? 14 : forgottenAfterDays);
    }
  }

  /**
   * What was done.
   *
   * @param forgotten how many experiments were found
   * @param reminded how many people were written to, each counted once an experiment
   */
  public record Result(int forgotten, int reminded) {}

  @Override
  public int reservedCpu() {
    return 1024; // 1 CPU core
  }

  @Override
  public int reservedMemory() {
    return 1024; // 1 GB RAM
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Result run(Parameters parameters) throws Exception {
    List<Experiment> experiments = abClient.findForgotten(parameters.grace());
    logger.info("Found {} forgotten experiments.", experiments.size());
    for (Experiment experiment : experiments) {
      context().endIfCancelled();
      email.send(reminderOf(experiment));
    }
    return new Result(
        experiments.size(), experiments.stream().mapToInt(each -> each.owners().size()).sum());
  }

  private static Email reminderOf(Experiment experiment) {
    return new Email(
        experiment.owners(),
        "Your experiment %s is still running".formatted(experiment.name()),
        """
        Hello,

        the experiment %s (%s)
        was to end on %s, but still runs. Please conclude it, or give it a new end.
        """
            .formatted(experiment.name(), experiment.description(), experiment.plannedEnd()));
  }
}
