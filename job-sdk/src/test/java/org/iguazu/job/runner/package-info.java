/** Tests of the runner: its parts, and the process as a whole. */
@NullMarked
package org.iguazu.job.runner;

import org.jspecify.annotations.NullMarked;
