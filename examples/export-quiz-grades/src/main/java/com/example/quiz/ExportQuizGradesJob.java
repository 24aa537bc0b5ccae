package com.example.quiz;

import com.example.quiz.ExportQuizGradesJob.Parameters;
import com.example.quiz.ExportQuizGradesJob.Result;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.iguazu.job.AbstractJob;
import org.jspecify.annotations.Nullable;

/** Exports a quiz's grades: each learner's best score, and how each question did. */
@Singleton
public final class ExportQuizGradesJob extends AbstractJob<Parameters, Result> {

  private static final int ROWS_BETWEEN_PROGRESS = 1_000;

  private final Quizzes quizzes;

  @Inject
  ExportQuizGradesJob(Quizzes quizzes) {
    this.quizzes = quizzes;
  }

  /**
   * What to export.
   *
   * @param quiz the quiz's name: small letters, digits and hyphens
   * @param submissions the CSV file of its submissions; if absent, the one in this jar
   * @param outputDirectory where the export goes; if absent, the job's working directory
   */
  public record Parameters(
      String quiz, @Nullable String submissions, @Nullable String outputDirectory) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,60}");

    public Parameters {
      if (!NAME.matcher(quiz).matches()) {
        throw new IllegalArgumentException(
            "'quiz' must be 1 to 60 small letters, digits or hyphens, but is '%s'".formatted(quiz));
      }
    }
  }

  /**
   * What was exported.
   *
   * @param learners how many have a grade
   * @param submissions how many were read
   * @param mean of the learners' best scores
   * @param grades the file of grades
   * @param statistics the file of question statistics
   */
  public record Result(
      int learners, int submissions, double mean, String grades, String statistics) {}

  @Override
  public int reservedCpu() {
    return 512;
  }

  @Override
  public int reservedMemory() {
    return 512;
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Result run(Parameters parameters) throws IOException {
    GradeBook book = read(parameters);
    logger.info(
        "{}: read {} submissions of {} learners",
        parameters.quiz(),
        book.submissions(),
        book.grades().size());
    Result result = write(parameters, book);
    logger.info("wrote {} and {}", result.grades(), result.statistics());
    return result;
  }

  private GradeBook read(Parameters parameters) throws IOException {
    try (Submissions submissions =
        quizzes.submissions(parameters.quiz(), parameters.submissions())) {
      var book = new GradeBook(submissions.questions());
      while (submissions.hasNext()) {
        book.add(submissions.next());
        if (book.submissions() % ROWS_BETWEEN_PROGRESS == 0) {
          context().endIfCancelled();
          context()
              .progress(
                  0.95 * submissions.fraction(), "read %,d rows".formatted(book.submissions()));
        }
      }
      return book;
    }
  }

  private Result write(Parameters parameters, GradeBook book) throws IOException {
    context().progress(0.95, "writing the export");
    Path directory =
        Path.of(parameters.outputDirectory() == null ? "" : parameters.outputDirectory());
    var export = new Export(directory.toAbsolutePath().normalize(), parameters.quiz());
    Path grades = export.write("grades", Grade.class, book.grades());
    Path statistics = export.write("questions", QuestionStatistics.class, book.questions());
    context().progress(1, "done");
    return new Result(
        book.grades().size(),
        book.submissions(),
        book.mean(),
        grades.toString(),
        statistics.toString());
  }
}
