/** At which instants a cron expression fires, whatever the clocks do. */
@NullMarked
package org.iguazu.scheduler.cron;

import org.jspecify.annotations.NullMarked;
