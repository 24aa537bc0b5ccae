/** Tells webhooks of ends of invocations. */
@NullMarked
package org.iguazu.webhooks;

import org.jspecify.annotations.NullMarked;
