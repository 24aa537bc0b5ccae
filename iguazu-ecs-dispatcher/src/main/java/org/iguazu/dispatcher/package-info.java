/** Puts the dispatcher together. */
@NullMarked
package org.iguazu.dispatcher;

import org.jspecify.annotations.NullMarked;
