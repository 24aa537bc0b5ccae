/** What a job developer extends and is given: the job and its context. */
@NullMarked
package org.iguazu.job;

import org.jspecify.annotations.NullMarked;
