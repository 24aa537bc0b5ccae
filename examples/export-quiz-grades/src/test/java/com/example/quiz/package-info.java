/** Tests of the grade export, by the runner of production. */
@NullMarked
package com.example.quiz;

import org.jspecify.annotations.NullMarked;
