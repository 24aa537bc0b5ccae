/** Which engine runs the tasks of this machine. */
@NullMarked
package org.iguazu.loopback.engine.choice;

import org.jspecify.annotations.NullMarked;
