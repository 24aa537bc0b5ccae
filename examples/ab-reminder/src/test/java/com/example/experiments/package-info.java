/** Tests of the reminder, by the runner of production. */
@NullMarked
package com.example.experiments;

import org.jspecify.annotations.NullMarked;
