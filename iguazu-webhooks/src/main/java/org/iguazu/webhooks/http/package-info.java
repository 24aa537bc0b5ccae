/** Sends one message to one address, and only to one that may be reached. */
@NullMarked
package org.iguazu.webhooks.http;

import org.jspecify.annotations.NullMarked;
