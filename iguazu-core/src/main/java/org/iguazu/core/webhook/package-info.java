/** Who is told of ends, and the outbox of what is still to be told. */
@NullMarked
package org.iguazu.core.webhook;

import org.jspecify.annotations.NullMarked;
