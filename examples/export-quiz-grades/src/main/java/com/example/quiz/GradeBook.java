package com.example.quiz;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers a quiz's submissions, one by one. */
final class GradeBook {

  private final Map<String, Grade> grades = new TreeMap<>();
  private final List<QuestionTally> tallies;
  private int submissions;

  /** An empty book for a quiz with these questions. */
  GradeBook(List<String> questions) {
    this.tallies = questions.stream().map(QuestionTally::new).toList();
  }

  void add(Submission submission) {
    submissions++;
    grades.merge(
        submission.learner(), Grade.first(submission), (grade, first) -> grade.after(submission));
    double score = submission.score();
    for (int i = 0; i < tallies.size(); i++) {
      tallies.get(i).add(submission.points().get(i), score);
    }
  }

  int submissions() {
    return submissions;
  }

  /** A grade for each learner, by the learner's id. */
  Collection<Grade> grades() {
    return grades.values();
  }

  List<QuestionStatistics> questions() {
    return tallies.stream().map(QuestionTally::statistics).toList();
  }

  /** The mean of the learners' best scores; 0 if there are none. */
  double mean() {
    return grades.values().stream().mapToDouble(Grade::bestScore).average().orElse(0);
  }
}
