package com.example.quiz.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes the submissions of a quiz that never took place: 40,000 learners of varying ability, who
 * try until they are content, on 12 questions of varying difficulty. The seventh has a wrong answer
 * key.
 */
public final class SampleQuiz {

  static final int SUBMISSIONS = 100_000;
  static final int QUESTIONS = 12;
  static final int MISKEYED = 6;

  private static final int LEARNERS = 40_000;
  private static final long SEED = 2016;
  private static final Instant OPENED = Instant.parse("2026-03-02T08:00:00Z");

  private final Random random = new Random(SEED);
  private final double[] abilities = random.doubles(LEARNERS, -2, 2).toArray();
  private final int[] attempts = new int[LEARNERS];
  private Instant now = OPENED;

  private SampleQuiz() {}

  /** Writes it to the file that the first argument names. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (var output = Files.newBufferedWriter(file)) {
      write(output);
    }
  }

  /** Writes it: always the same. */
  static void write(Appendable output) throws IOException {
    var quiz = new SampleQuiz();
    output.append(header()).append('\n');
    for (int i = 1; i <= SUBMISSIONS; i++) {
      output.append(quiz.submission(i)).append('\n');
    }
  }

  private static String header() {
    return IntStream.rangeClosed(1, QUESTIONS)
        .mapToObj("q%02d"::formatted)
        .collect(Collectors.joining(",", "submission,learner,submitted_at,", ""));
  }

  private String submission(int number) {
    int learner = random.nextInt(LEARNERS);
    double ability = abilities[learner] + 0.5 * attempts[learner]++;
    now = now.plusSeconds(random.nextInt(20));
    return IntStream.range(0, QUESTIONS)
        .mapToObj(question -> answer(question, ability))
        .collect(Collectors.joining(",", "s%06d,u%05d,%s,".formatted(number, learner, now), ""));
  }

  /** Points for an answer: 0 or 1, or 0 to 4 for the last four questions; "" for none. */
  private String answer(int question, double ability) {
    if (random.nextInt(25) == 0) {
      return "";
    }
    double ease = question == MISKEYED ? -ability : ability - difficulty(question);
    double knows = 1 / (1 + StrictMath.exp(-1.5 * ease));
    int most = question < QUESTIONS - 4 ? 1 : 4;
    long points = IntStream.range(0, most).filter(part -> random.nextDouble() < knows).count();
    return Long.toString(points);
  }

  private static double difficulty(int question) {
    return -1.5 + 3.0 * question / (QUESTIONS - 1);
  }
}
