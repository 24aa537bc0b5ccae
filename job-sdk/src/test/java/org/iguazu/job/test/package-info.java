/** Tests of the test kit, and through its endpoint of the runner's process. */
@NullMarked
package org.iguazu.job.test;

import org.jspecify.annotations.NullMarked;
