package org.iguazu.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AbstractJobTest {

  abstract static class Untyped extends AbstractJob<Void, Void> {
    @Override
    @SuppressWarnings("NullAway")
    public Void run(Void parameters) {
      context();
      return null;
    }
  }

  static final class ExportQuizGradesJob extends Untyped {}

  static final class HTTPCheck2Job extends Untyped {}

  static final class Job extends Untyped {}

  @Test
  void aJobIsNamedAfterItsClassInKebabCaseWithoutTheWordJob() {
    assertThat(new ExportQuizGradesJob().name()).isEqualTo("export-quiz-grades");
    assertThat(new HTTPCheck2Job().name()).isEqualTo("http-check2");
    assertThat(new Job().name()).isEqualTo("job");
  }

  @Test
  @SuppressWarnings("NullAway")
  void aJobHasNoContextBeforeItRuns() {
    var job = new ExportQuizGradesJob();

    assertThatThrownBy(() -> job.run(null)).hasMessage("a job has a context only while it runs");
  }
}
