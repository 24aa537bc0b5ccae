package com.example.quiz;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Sums up one question's answers; one not given earns nothing. */
final class QuestionTally {

  private final String question;
  private int submissions;
  private int attempts;
  private double points;
  private double pointsSquared;
  private double others;
  private double othersSquared;
  private double product;

  QuestionTally(String question) {
    this.question = question;
  }

  /** Adds what a submission with this score earned by the question. */
  void add(OptionalDouble answer, double score) {
    double earned = answer.orElse(0);
    double rest = score - earned;
    submissions++;
    attempts += answer.isPresent() ? 1 : 0;
    points += earned;
    pointsSquared += earned * earned;
    others += rest;
    othersSquared += rest * rest;
    product += earned * rest;
  }

  QuestionStatistics statistics() {
    return new QuestionStatistics(
        question, attempts, attempts == 0 ? null : round(points / attempts), discrimination());
  }

  private @Nullable Double discrimination() {
    double spread = variance(points, pointsSquared) * variance(others, othersSquared);
    double covariance = product * submissions - points * others;
    return spread > 0 ? round(covariance / Math.sqrt(spread)) : null;
  }

  private double variance(double sum, double sumOfSquares) {
    return sumOfSquares * submissions - sum * sum;
  }

  private static double round(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
