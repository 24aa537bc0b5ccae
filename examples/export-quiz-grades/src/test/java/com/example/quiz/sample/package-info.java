/** Tests that the sample quiz is the same everywhere. */
@NullMarked
package com.example.quiz.sample;

import org.jspecify.annotations.NullMarked;
