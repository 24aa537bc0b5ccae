/**
 * How whatever runs inside the container speaks to the server: where it is, whether it may start,
 * how it ended.
 */
@NullMarked
package org.iguazu.job.dispatch;

import org.jspecify.annotations.NullMarked;
