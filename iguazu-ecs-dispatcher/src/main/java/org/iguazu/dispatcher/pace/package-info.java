/** When to send, when to wake, and when to stop waiting. */
@NullMarked
package org.iguazu.dispatcher.pace;

import org.jspecify.annotations.NullMarked;
