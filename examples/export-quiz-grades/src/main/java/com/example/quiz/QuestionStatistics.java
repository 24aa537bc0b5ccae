package com.example.quiz;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * How a question did, over all submissions.
 *
 * @param question its name in the file
 * @param attempts how many submissions answered it
 * @param mean points, where it was answered; absent if nobody answered it
 * @param discrimination the correlation of its points with the score on the other questions (the
 *     point-biserial one where it is right or wrong): near 0 or below, it does not tell who knows
 *     more; absent where it cannot be told
 */
@JsonPropertyOrder({"question", "attempts", "mean", "discrimination"})
record QuestionStatistics(
    String question, int attempts, @Nullable Double mean, @Nullable Double discrimination) {}
