/** The state directory: who holds it, and a journal of what must survive a restart. */
@NullMarked
package org.iguazu.loopback.state;

import org.jspecify.annotations.NullMarked;
