/** Makes the sample quiz that this example ships: run by the build, not by the job. */
@NullMarked
package com.example.quiz.sample;

import org.jspecify.annotations.NullMarked;
