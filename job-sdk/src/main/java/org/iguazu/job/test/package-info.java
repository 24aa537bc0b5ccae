/** The test kit: runs a job by the runner of production against a dispatch endpoint in the test. */
@NullMarked
package org.iguazu.job.test;

import org.jspecify.annotations.NullMarked;
