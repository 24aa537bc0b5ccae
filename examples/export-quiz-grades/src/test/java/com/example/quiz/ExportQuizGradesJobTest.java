package com.example.quiz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.example.quiz.ExportQuizGradesJob.Parameters;
import com.example.quiz.ExportQuizGradesJob.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.iguazu.api.invocation.Progress;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.job.runner.JobDescription;
import org.iguazu.job.test.JobRun;
import org.iguazu.job.test.JobRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ExportQuizGradesJobTest {

  /** Ada: 1 then 3 points; Grace: 4; Edsger: 0, having answered nothing. */
  private static final String SMALL =
      """
      submission,learner,submitted_at,q1,q2
      s1,ada,2026-03-02T08:00:00Z,1,0
      s2,grace,2026-03-02T08:01:00Z,1,3
      s3,ada,2026-03-02T08:02:00Z,1,2
      s4,edsger,2026-03-02T08:03:00Z,,
      s5,ada,2026-03-02T08:04:00Z,0,3
      """;

  @TempDir private Path directory;

  @RegisterExtension
  private final JobRunner<Parameters, Result> runner = JobRunner.forJob(ExportQuizGradesJob.class);

  @Test
  void eachLearnerHasTheFirstOfTheBestSubmissions() throws IOException {
    Result result = export(SMALL).result();

    assertThat(Path.of(result.grades()))
        .hasContent(
            """
            learner,attempts,bestScore,submission,submittedAt
            ada,3,3.0,s3,2026-03-02T08:02:00Z
            edsger,1,0.0,s4,2026-03-02T08:03:00Z
            grace,1,4.0,s2,2026-03-02T08:01:00Z
            """);
    assertThat(result.learners()).isEqualTo(3);
    assertThat(result.submissions()).isEqualTo(5);
    assertThat(result.mean()).isCloseTo(7.0 / 3, within(1e-9));
  }

  @Test
  void eachQuestionHasItsAttemptsMeanAndDiscrimination() throws IOException {
    Result result = export(SMALL).result();

    // by hand: q1 is 1,1,1,0,0 where q2 is 0,3,2,0,3, so r = 0.04 / sqrt(0.24 * 1.84)
    assertThat(Path.of(result.statistics()))
        .hasContent(
            """
            question,attempts,mean,discrimination
            q1,4,0.75,0.0602
            q2,4,2.0,0.0602
            """);
  }

  @Test
  void aQuestionThatNobodyAnsweredHasNoMean() throws IOException {
    Result result = export("submission,learner,submitted_at,q1\ns1,ada,now,\n").result();

    assertThat(Path.of(result.statistics())).content().contains("q1,0,,");
  }

  @Test
  void aRowThatCannotBeReadFailsTheJobByItsNumberAndLeavesNoExport() throws IOException {
    JobRun<Result> run = export(SMALL + "s6,ada,2026-03-02T08:05:00Z,one,2\n");

    assertThat(run.failure().message()).isEqualTo("row 7: 'one' is no number of points");
    assertThat(exports()).isEmpty();
  }

  @Test
  void anUnknownQuizFailsTheJobAndSaysWhatToDo() {
    JobRun<Result> run = runner.run(new Parameters("topology", null, directory.toString()));

    assertThat(run.failure().message()).contains("no quiz 'topology'").contains("'submissions'");
  }

  @Test
  void aNameThatIsAPathIsNoQuiz() {
    JobRun<Result> run = runner.run(new Parameters("x", null, null));
    JobRun<Result> bad = runner.runJson("{\"quiz\": \"../../etc/passwd\"}");

    assertThat(run.failure().error()).isEqualTo(IllegalArgumentException.class.getName());
    assertThat(bad.failure().message()).contains("'quiz' must be 1 to 60 small letters");
  }

  @Test
  void theSampleQuizAddsUp() throws IOException {
    JobRun<Result> run =
        runner.run(new Parameters("linear-algebra", null, directory.resolve("new").toString()));

    Result result = run.result();
    List<String[]> grades = rows(result.grades());
    assertThat(result.submissions()).isEqualTo(100_000);
    assertThat(grades).hasSize(result.learners());
    assertThat(grades.stream().mapToInt(row -> Integer.parseInt(row[1])).sum()).isEqualTo(100_000);
    assertThat(grades.stream().mapToDouble(row -> Double.parseDouble(row[2])).average())
        .hasValueCloseTo(result.mean(), within(1e-9));
    assertThat(grades.stream().map(row -> row[0]).distinct()).hasSize(result.learners());
    assertThat(run.progress()).endsWith(new Progress(1, "done"));
  }

  @Test
  void theQuestionWithTheWrongKeyIsTheOneThatDoesNotDiscriminate() throws IOException {
    Result result =
        runner.run(new Parameters("linear-algebra", null, directory.toString())).result();

    assertThat(rows(result.statistics()))
        .hasSize(12)
        .filteredOn(row -> Double.parseDouble(row[3]) < 0.1)
        .extracting(row -> row[0])
        .containsExactly("q07");
  }

  @Test
  void theDefinitionToRegisterIsTheOneTheJobSays() throws IOException {
    assertThat(IguazuJson.strict().readTree(Files.readString(Path.of("job.json"))))
        .isEqualTo(
            IguazuJson.strict().readTree(JobDescription.of(ExportQuizGradesJob.class).toString()));
  }

  private JobRun<Result> export(String submissions) throws IOException {
    Path file = Files.writeString(directory.resolve("submissions.csv"), submissions);
    return runner.run(new Parameters("small", file.toString(), directory.toString()));
  }

  private List<String> exports() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("submissions.csv"))
          .toList();
    }
  }

  private static List<String[]> rows(String file) throws IOException {
    return Files.readAllLines(Path.of(file)).stream().skip(1).map(row -> row.split(",")).toList();
  }
}
