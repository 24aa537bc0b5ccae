/** Commands that keep schedules. */
@NullMarked
package org.iguazu.cli.schedule;

import org.jspecify.annotations.NullMarked;
