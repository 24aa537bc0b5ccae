/** Time: schedules are kept, fire through Quartz, and each fire is one more invocation. */
@NullMarked
package org.iguazu.scheduler;

import org.jspecify.annotations.NullMarked;
