package com.example.quiz;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One learner's answers to the quiz, on one occasion.
 *
 * @param id of the submission
 * @param learner who submitted it
 * @param submittedAt when, in ISO 8601
 * @param points what each question earned; empty where it was not answered
 */
record Submission(String id, String learner, String submittedAt, List<OptionalDouble> points) {

  double score() {
    return points.stream().mapToDouble(earned -> earned.orElse(0)).sum();
  }
}
