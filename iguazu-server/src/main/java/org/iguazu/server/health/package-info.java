/** Tells monitoring how the server is. */
@NullMarked
package org.iguazu.server.health;

import org.jspecify.annotations.NullMarked;
