/** Turns a quiz's submissions into a grade for each learner and statistics for each question. */
@NullMarked
package com.example.quiz;

import org.jspecify.annotations.NullMarked;
