/** Follows launched tasks to their end, and finds out what nobody knows about the others. */
@NullMarked
package org.iguazu.dispatcher.follow;

import org.jspecify.annotations.NullMarked;
