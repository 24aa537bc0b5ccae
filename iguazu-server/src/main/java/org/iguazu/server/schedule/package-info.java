/** The calls about schedules: write, look up, pause, look ahead, run now. */
@NullMarked
package org.iguazu.server.schedule;

import org.jspecify.annotations.NullMarked;
