/** What happens when a schedule's instant has come, or was missed. */
@NullMarked
package org.iguazu.scheduler.fire;

import org.jspecify.annotations.NullMarked;
