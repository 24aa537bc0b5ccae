/** When a job runs again and again: cron expressions, time zones and the policies around them. */
@NullMarked
package org.iguazu.api.schedule;

import org.jspecify.annotations.NullMarked;
