/**
 * Ends what may not go on: queued invocations past their start, tasks past their time, cancelled
 * ones.
 */
@NullMarked
package org.iguazu.dispatcher.deadline;

import org.jspecify.annotations.NullMarked;
