/** The calls about webhooks: register, rotate, see what they were told. */
@NullMarked
package org.iguazu.server.webhook;

import org.jspecify.annotations.NullMarked;
