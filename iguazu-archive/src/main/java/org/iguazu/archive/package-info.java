/** Unpacks archives from strangers: within limits, or not at all. */
@NullMarked
package org.iguazu.archive;

import org.jspecify.annotations.NullMarked;
