/** Takes deliveries from the outbox, sends them, and decides what follows from the answers. */
@NullMarked
package org.iguazu.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
