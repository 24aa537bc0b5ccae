package com.example.quiz;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A row of the grade export.
 *
 * @param learner whose grade it is
 * @param attempts how often the learner submitted
 * @param bestScore the most points that one of the submissions earned
 * @param submission the first that earned them
 * @param submittedAt when that was
 */
@JsonPropertyOrder({"learner", "attempts", "bestScore", "submission", "submittedAt"})
record Grade(
    String learner, int attempts, double bestScore, String submission, String submittedAt) {

  static Grade first(Submission submission) {
    return new Grade(
        submission.learner(), 1, submission.score(), submission.id(), submission.submittedAt());
  }

  /** The grade after one more submission of the same learner. */
  Grade after(Submission next) {
    return next.score() > bestScore
        ? new Grade(learner, attempts + 1, next.score(), next.id(), next.submittedAt())
        : new Grade(learner, attempts + 1, bestScore, submission, submittedAt);
  }
}
