package com.example.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.experiments.AbReminderJob.Parameters;
import com.example.experiments.AbReminderJob.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.job.runner.JobDescription;
import org.iguazu.job.test.JobRun;
import org.iguazu.job.test.JobRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AbReminderJobTest {

  private static final Experiment OLD =
      new Experiment(
          "old", "An old idea", List.of("ada@example.com", "grace@example.com"), LocalDate.EPOCH);
  private static final Experiment OLDER =
      new Experiment("older", "An older one", List.of("edsger@example.com"), LocalDate.EPOCH);

  private final List<Email> sent = new ArrayList<>();

  @RegisterExtension
  private final JobRunner<Parameters, Result> runner =
      JobRunner.forJob(AbReminderJob.class)
          .with(AbClient.class, grace -> grace.toDays() < 100 ? List.of(OLD, OLDER) : List.of(OLD))
          .with(EmailApi.class, sent::add);

  @Test
  void eachForgottenExperimentIsOneMailToItsOwners() {
    JobRun<Result> run = runner.run(new Parameters(null));

    assertThat(run.result()).isEqualTo(new Result(2, 3));
    assertThat(run.log()).contains("INFO AbReminderJob - Found 2 forgotten experiments.");
    assertThat(sent).extracting(Email::to).containsExactly(OLD.owners(), OLDER.owners());
    assertThat(sent.get(0).text()).contains("An old idea").contains("1970-01-01");
  }

  @Test
  void theCallerSaysWhatCountsAsForgotten() {
    assertThat(runner.run(new Parameters(365)).result().forgotten()).isEqualTo(1);
  }

  @Test
  void mailThatCannotBeSentFailsTheJob() {
    EmailApi broken =
        email -> {
          throw new IOException("the outbox is full");
        };

    JobRun<Result> run = runner.with(EmailApi.class, broken).run(new Parameters(null));

    assertThat(run.failure().message()).isEqualTo("the outbox is full");
  }

  @Test
  void theDefinitionToRegisterIsTheOneTheJobSays() throws IOException {
    assertThat(IguazuJson.strict().readTree(Files.readString(Path.of("job.json"))))
        .isEqualTo(IguazuJson.strict().readTree(JobDescription.of(AbReminderJob.class).toString()));
  }
}
