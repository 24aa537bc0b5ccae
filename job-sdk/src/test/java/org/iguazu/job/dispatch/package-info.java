/** Tests of the runner: its parts, and the process as a whole. */
@NullMarked
package org.iguazu.job.dispatch;

import org.jspecify.annotations.NullMarked;
