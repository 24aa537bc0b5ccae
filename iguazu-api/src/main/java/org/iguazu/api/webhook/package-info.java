/** Webhooks: who is told that an invocation has finished, and why they may believe it. */
@NullMarked
package org.iguazu.api.webhook;

import org.jspecify.annotations.NullMarked;
