/**
 * The process inside the container: asks for leave to start, runs the job, and says how it ended.
 */
@NullMarked
package org.iguazu.job.runner;

import org.jspecify.annotations.NullMarked;
