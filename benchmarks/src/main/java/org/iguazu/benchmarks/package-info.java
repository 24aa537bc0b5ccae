/** Measures what Iguazú promises about speed, as ratios within one run where it can. */
@NullMarked
package org.iguazu.benchmarks;

import org.jspecify.annotations.NullMarked;
