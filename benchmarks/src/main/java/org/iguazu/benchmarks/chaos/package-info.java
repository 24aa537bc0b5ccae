/** Breaks a whole Iguazú again and again while it works, and counts what it promised. */
@NullMarked
package org.iguazu.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
